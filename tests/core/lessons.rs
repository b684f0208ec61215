//! Every lesson of the site, played to its end by what a pupil does: no goal is
//! met before.

mod plays;
mod pupil;

use certlab::lab::World;
use certlab::lab::glossary::Glossary;
use certlab::lab::lesson::{LESSONS, Lesson, Piece, Words};

use crate::journey::acme_manifest;
use pupil::Pupil;

fn lesson(name: &str, language: &str) -> Lesson {
    let file = format!(
        "{}/www/lessons/{name}.{language}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&file).unwrap();
    Lesson::read(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn each_lesson_is_played_to_its_end_and_no_goal_is_met_before() {
    for &name in LESSONS {
        let lesson = lesson(name, "en");
        let plays = plays::of(name);
        assert_eq!(lesson.steps().len(), plays.len(), "{name}");
        let mut pupil = Pupil::new();
        if lesson.world == World::Real {
            // The reader's own bench may have had the same before.
            pupil.apply(&acme_manifest());
            pupil.publish();
            pupil.count_from_here();
        }
        for ((step, play), number) in lesson.steps().iter().zip(plays).zip(1..) {
            pupil.begin(step);
            let before = pupil.has_reached(step);
            assert_eq!(before, play.is_none(), "{name}, step {number}, before");
            if step.goal.is_answer() {
                pupil.answer("something else");
                assert!(!pupil.has_reached(step), "{name}, step {number}, wrong");
            }
            if let Some(play) = play {
                play(&mut pupil);
            }
            assert!(
                pupil.has_reached(step),
                "{name}, step {number}, after\n{}",
                pupil.told()
            );
        }
    }
}

#[test]
fn what_was_there_before_the_lesson_does_not_count() {
    let lesson = lesson("self-signed", "en");
    let mut pupil = Pupil::new();
    let play = plays::of("self-signed")[0].unwrap();
    play(&mut pupil);
    pupil.count_from_here();
    assert!(!pupil.has_reached(&lesson.steps()[0]));
}

#[test]
fn each_lesson_is_the_same_in_both_languages_and_its_terms_exist() {
    let terms = Glossary::read(include_str!("../../www/glossary/terms.json")).unwrap();
    for &name in LESSONS {
        let (english, chinese) = (lesson(name, "en"), lesson(name, "zh"));
        assert_eq!(english.minutes, chinese.minutes, "{name}");
        assert_eq!(english.world, chinese.world, "{name}");
        assert!((3..=10).contains(&english.minutes), "{name}");
        assert_eq!(english.steps().len(), chinese.steps().len(), "{name}");
        for (one, other) in english.steps().iter().zip(chinese.steps()) {
            assert_eq!(one.goal, other.goal, "{name}");
            assert_eq!(one.actions().unwrap(), other.actions().unwrap(), "{name}");
            assert_eq!(one.bench, other.bench, "{name}");
            assert_eq!(one.after.is_some(), other.after.is_some(), "{name}");
            assert_eq!(one.hints().len(), other.hints().len(), "{name}");
            assert_eq!(named(&one.text), named(&other.text), "{name}");
            for id in named(&one.text) {
                assert!(terms.get(id).is_some(), "{name}: {id}");
            }
            assert!(other.text.as_str().contains('。'), "{name}");
        }
        let right = |lesson: &Lesson| {
            let answers = lesson.question.answers();
            answers
                .iter()
                .map(|answer| answer.right)
                .collect::<Vec<_>>()
        };
        assert_eq!(right(&english), right(&chinese), "{name}");
    }
}

fn named(text: &Words) -> Vec<&str> {
    let mut terms: Vec<&str> = text
        .pieces()
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Term { id, .. } => Some(id),
            Piece::Plain(_) => None,
        })
        .collect();
    terms.sort_unstable();
    terms
}
