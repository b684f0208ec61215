//! Somebody who takes every lesson from start to end, as `tests/data/pupil.txt`
//! says: in each step a hint, a wrong answer where one is asked for, then the
//! deed; in the end a wrong answer and the right one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use certlab::encoding::from_base64;
use certlab::lab::lesson::{LESSONS, Lesson};
use serde_json::json;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::real::{Internet, ask_only, next_challenge};
use crate::servers::{Fallible, wait_until};

/// Takes every lesson in turn, every second one in Chinese.
pub(crate) async fn every_lesson(page: &Page) -> Fallible {
    let scripts = read("tests/data/pupil.txt")?;
    let mine = Form::new("mine", &["mine.example.test"]).issuer(Issuer::SelfSigned);
    mine.submit(page).await?;
    page.wait_state("Certificate", "mine", "ready").await?;
    two_at_once(page).await?;
    for (number, name) in LESSONS.iter().enumerate() {
        if *name == REAL {
            continue;
        }
        let language = if number % 2 == 0 { "en" } else { "zh" };
        page.click(&format!("lang-{language}")).await?;
        take(page, name, language, &scripts).await?;
    }
    // All of it is in the workspace.
    page.wait_saved().await?;
    page.reload().await?;
    page.click("nav-lessons").await?;
    for name in LESSONS.iter().filter(|name| **name != REAL) {
        page.wait_for(&format!("lesson-taken-{name}")).await?;
    }
    let last = LESSONS.iter().rev().find(|name| **name != REAL);
    page.wait_for(&format!("lesson[data-name={}]", last.unwrap_or(&"")))
        .await?;
    page.click("lesson-close").await?;
    page.wait_state("Certificate", "mine", "ready").await
}

/// Of two lessons that are clicked at once the second is held, on a bench of its
/// own; from another bench the way leads back to it.
async fn two_at_once(page: &Page) -> Fallible {
    page.click("nav-lessons").await?;
    for name in ["lesson-self-signed", "lesson-own-ca"] {
        page.wait_for(name).await?;
    }
    page.run(
        "for (const name of ['self-signed', 'own-ca'])
            document.querySelector(`[data-testid=lesson-${name}]`).click()",
    )
    .await?;
    begun(page, "own-ca", 0).await?;
    page.wait_for("lesson-hints").await?;
    if page.is_there("card-Certificate-mine").await? {
        return Err("the lesson is held on the reader's own bench".into());
    }
    page.click("world-real").await?;
    page.click("lesson-bench").await?;
    page.wait_for("world-practice[aria-pressed=true]").await?;
    begun(page, "own-ca", 0).await
}

/// Takes one lesson.
pub(crate) async fn take(page: &Page, name: &str, language: &str, scripts: &str) -> Fallible {
    let text = read(&format!("www/lessons/{name}.{language}.json"))?;
    let lesson = Lesson::read(&text)?;
    let script = scripts
        .split("\n== ")
        .find_map(|part| part.strip_prefix(name)?.strip_prefix('\n'))
        .ok_or_else(|| format!("no pupil for {name}"))?;
    let deeds: Vec<Vec<&str>> = script
        .split("\n-")
        .map(|step| {
            step.lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect()
        })
        .collect();
    page.run(&format!("location.hash = '#/lesson/{name}'"))
        .await?;
    for (done, step) in lesson.steps().iter().enumerate() {
        let at = format!("step {} of {name}", done + 1);
        let deeds = deeds
            .get(done)
            .ok_or_else(|| format!("nothing to do in {at}"))?;
        if deeds.is_empty() {
            // It follows by itself, and perhaps has already.
            continue;
        }
        begun(page, name, done)
            .await
            .map_err(|error| format!("{at}: {error}"))?;
        hinted(page, step.hints().len()).await?;
        if step.goal.is_answer() {
            answer(page, "something else").await?;
            page.wait_for("lesson-not-yet").await?;
        }
        if steps_done(page).await? != done {
            return Err(format!("{at} is done before anything was").into());
        }
        for deed in deeds {
            do_it(page, deed)
                .await
                .map_err(|error| format!("{at}, {deed}: {error}"))?;
        }
        wait_until(&format!("the end of {at}"), async || {
            Ok((steps_done(page).await? > done).then_some(()))
        })
        .await?;
    }
    answered(page, &lesson).await?;
    eprintln!("{name} in {language}");
    Ok(())
}

/// Waits until the lab has done its part for the step.
async fn begun(page: &Page, name: &str, done: usize) -> Fallible {
    let begun = done + 1;
    page.wait_for(&format!(
        "lesson[data-name={name}][data-done={done}][data-begun={begun}]"
    ))
    .await
}

/// Takes the lesson of the Real world at Pebble, with records in BIND's zone.
pub(crate) async fn real_lesson(page: &Page, internet: &Internet) -> Fallible {
    page.run(&format!("location.hash = '#/lesson/{REAL}'"))
        .await?;
    begun(page, REAL, 0).await?;
    page.wait_for("world-real[aria-pressed=true]").await?;
    let directory = Issuer::Directory(internet.pebble.directory_url());
    let form = Form::new("lab", &["lab.example.test"]).issuer(directory);
    form.submit(page).await?;
    begun(page, REAL, 1).await?;
    ask_only(page, &internet.proxy.url()).await?;
    let challenge = next_challenge(page, &BTreeSet::new()).await?;
    let block = format!("dns-guidance[data-challenge={challenge}]");
    let name = page.text(&format!("{block} txt-fqdn")).await?;
    let value = page.text(&format!("{block} txt-value")).await?;
    page.click(&format!("{block} check-now")).await?;
    page.wait_for(&format!("{block} resolver-answer[data-finding=not-yet]"))
        .await?;
    if steps_done(page).await? != 1 {
        return Err("the name is proven before its record is there".into());
    }
    internet.bind.publish_txt(&name, &value)?;
    page.click(&format!("{block} check-now")).await?;
    begun(page, REAL, 3).await?;
    do_it(page, "open object/Certificate/default/lab/x509").await?;
    page.wait_for("lesson[data-done=4]").await?;
    let text = read(&format!("www/lessons/{REAL}.en.json"))?;
    answered(page, &Lesson::read(&text)?).await
}

/// Answers the closing question, first wrongly.
async fn answered(page: &Page, lesson: &Lesson) -> Fallible {
    let answers = lesson.question.answers();
    let right = answers.iter().position(|answer| answer.right);
    let right = right.unwrap_or_default();
    let wrong = usize::from(right == 0);
    page.click(&format!("answer-{wrong}")).await?;
    page.wait_for("lesson-why[data-right=false]").await?;
    page.click(&format!("answer-{right}")).await?;
    page.wait_for("lesson-why[data-right=true]").await
}

/// How many steps are done.
async fn steps_done(page: &Page) -> Fallible<usize> {
    let done = page.attributes("lesson", "data-done").await?;
    Ok(done.first().ok_or("no lesson is open")?.parse()?)
}

/// Takes every hint.
async fn hinted(page: &Page, hints: usize) -> Fallible {
    for _ in 0..hints {
        page.click("lesson-hint").await?;
    }
    page.text("lesson-hints").await.map(drop)
}

async fn answer(page: &Page, words: &str) -> Fallible {
    page.fill("lesson-answer", words).await?;
    page.click("lesson-check").await
}

/// One line of the script.
async fn do_it(page: &Page, line: &str) -> Fallible {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut words = rest.split(' ');
    let mut next = || words.next().unwrap_or_default();
    match verb {
        "answer" => answer(page, rest).await,
        "click" => page.click(rest).await,
        "unfold" => page.unfold(rest).await,
        "choose" => page.choose(next(), next()).await,
        "fill" => page.fill(next(), next()).await,
        "wait" => page.wait_state(next(), next(), next()).await,
        "for" => page.wait_for(rest).await,
        "open" => {
            let hash = json!(format!("#/{rest}"));
            page.run(&format!("location.hash = {hash}")).await.map(drop)
        }
        "new" => new(page, next(), next(), rest.split(' ').skip(2).collect()).await,
        "apply" => apply(page, rest).await,
        "command" => {
            page.click("nav-console").await?;
            page.paste("console-input", rest).await?;
            page.click("console-run").await
        }
        "chain" => chain(page, next(), next(), next()).await,
        "publish" => all(page, "dns-guidance", "publish-practice").await,
        "files" => all(page, "file-guidance", "put-file").await,
        "moment" => moment(page, rest).await,
        "jump" => {
            page.click("nav-lab").await?;
            page.choose_first("clock-jump").await
        }
        "sign" => sign(page).await,
        "day" => {
            let line = format!("kubectl get cert {rest} -o jsonpath='{{.status.renewalTime}}'");
            let moment = printed(page, &line).await?;
            answer(page, moment.get(..10).unwrap_or_default()).await
        }
        "revision" => {
            let name = next();
            let line = format!("kubectl get cert {name} -o jsonpath='{{.status.revision}}'");
            let wanted = next();
            wait_until(&format!("revision {wanted} of {name}"), async || {
                Ok((printed(page, &line).await? == wanted).then_some(()))
            })
            .await
        }
        "hand-in" => hand_in(page).await,
        "approve" => {
            open(page, &format!("object/CertificateRequest/default/{rest}")).await?;
            page.click("approve").await
        }
        "renew" => {
            open(page, &format!("object/Certificate/default/{rest}")).await?;
            page.click("renew").await
        }
        _ => Err(format!("what is {verb}?").into()),
    }
}

/// Applies a manifest that is written on one line.
async fn apply(page: &Page, manifest: &str) -> Fallible {
    page.click("nav-yaml").await?;
    page.paste("yaml-text", &manifest.replace("\\n", "\n"))
        .await?;
    page.click("yaml-apply").await
}

/// Opens an object.
async fn open(page: &Page, address: &str) -> Fallible {
    page.run(&format!("location.hash = '#/{address}'")).await?;
    page.wait_for("inspector").await
}

/// Fills in the form: an object's name, a signer, DNS names.
async fn new(page: &Page, name: &str, signer: &str, names: Vec<&str>) -> Fallible {
    let form = Form::new(name, &names);
    let form = match signer {
        "self" => form.issuer(Issuer::SelfSigned),
        "root" => form
            .common_name("My Root")
            .certificate_authority()
            .issuer(Issuer::SelfSigned),
        "ca" => form.issuer(Issuer::Ca),
        "practice" => form.issuer(Issuer::Practice),
        "file" => form.issuer(Issuer::PracticeByFile),
        _ => return Err(format!("who is {signer}?").into()),
    };
    form.fill(page).await?;
    if signer == "practice" {
        // The form remembers how names were proven last.
        page.click("proof-dns01").await?;
    }
    page.click("create-certificate").await
}

/// Checks a Secret's chain for a name; with self-signed certificates trusted or not.
async fn chain(page: &Page, secret: &str, name: &str, trusts: &str) -> Fallible {
    page.run(&format!("location.hash = '#/chain/default/{secret}'"))
        .await?;
    page.wait_for("chain-result").await?;
    page.fill("chain-name", name).await?;
    let trusted = page
        .run("return document.querySelector('[data-testid=chain-trust]').checked")
        .await?;
    if trusted.as_bool() == Some(trusts == "untrusted") {
        page.click("chain-trust").await?;
    }
    Ok(())
}

/// Does for every Challenge that waits what it waits for, as they come up.
async fn all(page: &Page, block: &str, button: &str) -> Fallible {
    page.click("nav-lab").await?;
    let waiting = format!("{block} {button}");
    page.wait_for(&waiting).await?;
    let script = format!(
        "const all = document.querySelectorAll('[data-testid={block}] [data-testid={button}]');
        all.forEach(one => one.click());
        return all.length"
    );
    page.run(&script).await.map(drop)
}

/// Lets the bench's own CA sign what an external signer is asked for.
async fn sign(page: &Page) -> Fallible {
    let csr = printed(
        page,
        "kubectl get cr outside-1 -o jsonpath='{.spec.request}'",
    )
    .await?;
    let request = format!(
        "apiVersion: cert-manager.io/v1\\nkind: CertificateRequest\\nmetadata: {{name: signed}}\\nspec: {{request: {csr}, issuerRef: {{name: town-ca}}}}"
    );
    apply(page, &request).await
}

/// Hands that certificate in.
async fn hand_in(page: &Page) -> Fallible {
    let line = "kubectl get cr signed -o jsonpath='{.status.certificate}'";
    let pem = String::from_utf8(from_base64(&printed(page, line).await?)?)?;
    open(page, "object/CertificateRequest/default/outside-1").await?;
    page.paste("external-certificate", &pem).await?;
    page.click("external-hand-in").await
}

/// What the console prints to a command.
async fn printed(page: &Page, line: &str) -> Fallible<String> {
    page.click("nav-console").await?;
    page.paste("console-input", line).await?;
    page.click("console-run").await?;
    wait_until("an answer in the console", async || {
        let screen = page.text("console-output").await?;
        let (_, answer) = screen.rsplit_once(line).unwrap_or_default();
        Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
    })
    .await
}

/// Goes back on the timeline to a day.
async fn moment(page: &Page, day: &str) -> Fallible {
    page.click("nav-lab").await?;
    page.wait_for("time-slider").await?;
    // From the end on: the slider's own key.
    page.run(
        "document.querySelector('[data-testid=time-slider]')
            .dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))",
    )
    .await?;
    wait_until(&format!("{day} on the timeline"), async || {
        let shown = page.attributes("time-slider", "data-at").await?;
        if shown.iter().any(|shown| shown.contains(day)) {
            return Ok(Some(()));
        }
        page.click("time-back").await?;
        Ok(None)
    })
    .await
}

fn read(path: &str) -> Fallible<String> {
    Ok(fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path),
    )?)
}

/// Taken in the Real world, with servers around it.
const REAL: &str = "staging";
