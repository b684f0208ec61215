//! The lab as a person meets it: the release build in a real, headless
//! Chromium, with real servers around it.
//!
//! `cargo xtask test browser` builds `dist/` and runs these. Each test has a
//! browser with an empty profile; what a failed one saw is printed, and
//! pictured in `target/screenshots`.

mod access;
mod bad_input;
mod chain;
mod chinese;
mod classroom;
mod coach;
mod compare;
mod external;
mod faults;
mod file;
mod form;
mod gallery;
mod glossary;
mod hands;
mod hard_files;
mod hostile;
mod issued;
mod kept;
mod keys;
mod lint;
mod making;
mod names;
mod offline;
mod page;
mod phone;
mod pupil;
mod real;
mod school;
mod security;
#[expect(dead_code, reason = "the tests of peers use the rest")]
#[path = "../support/servers.rs"]
mod servers;
mod teacher;
mod workshop;

use form::{Form, Issuer};
use page::Page;
use servers::Fallible;
use servers::chromium::Chromium;
use servers::site::Site;

#[tokio::test(flavor = "multi_thread")]
async fn a_self_signed_certificate_is_issued() -> Fallible {
    journey("self-signed", async |page| {
        let form = Form::new("self", &["self.example.test"]).issuer(Issuer::SelfSigned);
        form.submit(page).await?;
        page.wait_state("Certificate", "self", "ready").await?;
        let files = issued::download(page, "self").await?;
        files.names(&["DNS:self.example.test"])?;
        files.lead_to(&files.certificate)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ca_is_made_and_issues() -> Fallible {
    journey("ca", async |page| {
        let ca = Form::new("root", &[])
            .common_name("Test Root")
            .certificate_authority();
        ca.issuer(Issuer::SelfSigned).submit(page).await?;
        page.wait_state("Certificate", "root", "ready").await?;
        let root = issued::download(page, "root").await?;

        let names = ["leaf.example.test", "*.leaf.example.test"];
        let leaf = Form::new("leaf", &names).issuer(Issuer::Ca);
        leaf.submit(page).await?;
        page.wait_state("Certificate", "leaf", "ready").await?;
        let files = issued::download(page, "leaf").await?;
        files.names(&["DNS:*.leaf.example.test", "DNS:leaf.example.test"])?;
        files.lead_to(&root.certificate)?;
        let authority = page.download("download-ca", "leaf-ca.pem").await?;
        files.lead_to(&authority)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_is_there_and_refuses_inline_scripts() -> Fallible {
    journey("policy", security::policy).await
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_is_shown_as_text() -> Fallible {
    journey("hostile", hostile::text_is_text).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_made_good() -> Fallible {
    journey("full", hostile::storage_full).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_keeps_nothing_runs_the_lab_all_the_same() -> Fallible {
    let page = Page::open_in(Chromium::start_blocking().await?).await?;
    walk("blocked", page, hostile::nothing_is_kept).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_offers_the_workspace_which_can_be_forgotten_and_put_back() -> Fallible {
    journey("crash", kept::crash_forget_restore).await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_tabs_only_one_acts_and_the_other_can_take_over() -> Fallible {
    journey("tabs", kept::two_tabs).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_ca_issues_with_no_network() -> Fallible {
    journey("practice", offline::order).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_ca_issues_by_a_file_and_a_wildcard_is_refused_at_the_choice() -> Fallible {
    journey("file", file::order).await
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_under_each_fault_end_in_a_certificate_or_a_clear_message() -> Fallible {
    journey("faults", faults::table).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pebble_issues_by_records_that_bind_serves() -> Fallible {
    real::journey("pebble", real::order).await
}

#[tokio::test(flavor = "multi_thread")]
async fn reloading_between_every_two_steps_makes_no_second_order() -> Fallible {
    real::journey("reload", real::order_with_reloads).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mistake_with_a_record_is_named_by_the_coach() -> Fallible {
    real::journey("coach", coach::mistakes).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ca_s_refusal_is_shown_and_explained() -> Fallible {
    real::journey("refusal", real::refusal).await
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_no_violation_on_any_page() -> Fallible {
    journey("access", access::judged).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_certificate_is_issued_by_keyboard_alone() -> Fallible {
    journey("keyboard", keys::issuance).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_certificate_is_issued_by_screen_reader_names_alone() -> Fallible {
    journey("names", names::issuance).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_certificate_is_issued_on_a_phone() -> Fallible {
    journey("phone", phone::issuance).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_every_screen() -> Fallible {
    journey("gallery", gallery::pictured).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_name_has_its_own_message() -> Fallible {
    journey("bad-names", bad_input::names).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_address_has_its_own_message() -> Fallible {
    real::journey("bad-addresses", bad_input::addresses).await
}

#[tokio::test(flavor = "multi_thread")]
async fn manifests_are_driven_to_ready_by_console_and_by_mouse() -> Fallible {
    journey("hands", hands::from_manifests_to_ready).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_with_openssl_for_an_external_issuer() -> Fallible {
    journey("external", external::signed_by_openssl).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_is_checked_rule_by_rule() -> Fallible {
    journey("chain", chain::checked).await
}

#[tokio::test(flavor = "multi_thread")]
async fn openssl_s_certificate_and_pkcs_12_are_read_field_by_field_and_byte_by_byte() -> Fallible {
    journey("workshop", workshop::opened_up).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_root_an_intermediate_a_server_and_a_list_are_made_and_openssl_agrees() -> Fallible {
    journey("make-chain", making::chain_and_list).await
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_and_requests_are_made_and_brought_in_from_openssl() -> Fallible {
    journey("make-keys", making::keys_and_requests).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mistake_in_the_workshop_is_said_at_its_field_and_nothing_is_lost() -> Fallible {
    journey("make-mistakes", making::mistakes).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_stands_beside_the_certificate_made_from_it() -> Fallible {
    journey("compare", compare::side_by_side).await
}

#[tokio::test(flavor = "multi_thread")]
async fn lint_says_what_breaks_which_rule_here_and_in_the_inspector() -> Fallible {
    journey("lint", lint::findings).await
}

#[tokio::test(flavor = "multi_thread")]
async fn large_deep_cut_and_locked_files_are_answered_soon_and_clearly() -> Fallible {
    journey("hard-files", hard_files::answered).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_is_paused_stepped_and_stands_after_a_reload() -> Fallible {
    journey("clock", hands::the_clock).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_opens_beside_the_work_and_is_found_in_both_languages() -> Fallible {
    journey("terms", school::terms).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lesson_is_taken_in_chinese() -> Fallible {
    journey("lesson", school::lesson).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_lesson_is_taken_from_start_to_end() -> Fallible {
    journey("pupil", pupil::every_lesson).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lesson_of_the_real_world_is_taken_at_pebble() -> Fallible {
    real::journey("real-lesson", pupil::real_lesson).await
}

#[tokio::test(flavor = "multi_thread")]
async fn with_its_server_gone_the_lab_issues_and_teaches() -> Fallible {
    journey("classroom", classroom::without_server).await
}

#[tokio::test(flavor = "multi_thread")]
async fn below_a_path_of_a_host_the_lab_issues_and_teaches() -> Fallible {
    let site = Site::start_below(&page::dist(), "/school/room%201/").await?;
    walk(
        "classroom-path",
        Page::open_site(site).await?,
        classroom::without_server,
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_one_file_on_a_disk_the_lab_issues_and_teaches() -> Fallible {
    journey("classroom-file", classroom::from_disk).await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_one_file_on_a_disk_pebble_issues() -> Fallible {
    real::journey("classroom-pebble", classroom::from_disk_to_pebble).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_build_replaces_the_old_whole_or_not_at_all() -> Fallible {
    classroom::new_build().await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_says_an_english_sentence_in_chinese() -> Fallible {
    let page = Page::open_in(Chromium::start_in("zh-CN").await?).await?;
    walk("chinese", page, chinese::walked).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_of_the_language_keeps_the_place() -> Fallible {
    journey("switch", chinese::switched).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_term_is_drawn_and_the_models_can_be_broken() -> Fallible {
    journey("models", glossary::models).await
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_are_links_in_forms_and_in_the_inspector() -> Fallible {
    journey("term-links", glossary::links).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_presents_prints_and_brings_a_lesson() -> Fallible {
    journey("teacher", teacher::class).await
}

/// Walks through the page in a browser of its own. A journey passes when every
/// step did and the page had no complaint; else what was seen is printed.
pub(crate) async fn journey(name: &str, steps: impl AsyncFnOnce(&Page) -> Fallible) -> Fallible {
    walk(name, Page::open().await?, steps).await
}

/// The same, in a browser that is open.
pub(crate) async fn walk(
    name: &str,
    page: Page,
    steps: impl AsyncFnOnce(&Page) -> Fallible,
) -> Fallible {
    let walked = match steps(&page).await {
        Ok(()) => page
            .browser()
            .complaints()
            .await
            .and_then(|list| none(&list)),
        failed => failed,
    };
    page.screenshot(name).await?;
    if walked.is_err() {
        eprintln!("{}", page.report().await);
    }
    page.close().await?;
    walked
}

fn none(complaints: &[String]) -> Fallible {
    if complaints.is_empty() {
        return Ok(());
    }
    Err(format!("the page complained: {complaints:#?}").into())
}
