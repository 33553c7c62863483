//! Faults in how accusations, courts and denials are worded.

use super::{Altered, Chance, Injector};

/// Puts a sentence of several parts into an article, each part drawn from a list of its own.
fn made(text: &str, parts: &[&[&str]], chance: &mut Chance) -> Option<Altered> {
    let drawn: Option<Vec<&str>> = parts.iter().map(|part| chance.pick(part).copied()).collect();
    Altered::added(text, &drawn?.concat(), chance)
}

const PEOPLE: &[&str] = &[
    "Harold Benning",
    "Tessa Quillfeather",
    "Raymond Ostrander",
    "Delia Marchetti",
    "Owen Prewitt",
    "Lucinda Farraday",
    "Gareth Mullholland",
    "Ines Valcourt",
];
const SURNAMES: &[&str] = &["Benning", "Quillfeather", "Ostrander", "Marchetti", "Prewitt", "Farraday"];
const THEFT: &[&str] =
    &["stealing tools", "embezzling $40,000", "taking the cash box", "burglary", "robbing a bakery"];
const TIMES: &[&str] = &[" on Tuesday.", " last spring.", " over the summer.", " in the county.", "."];

/// “Accused with”.
pub(super) const ACCUSED_WITH: Injector = Injector {
    rule: "accusation-wording",
    fault: "accused with",
    floor: 90,
    alter: |text, chance| {
        made(
            text,
            &[
                PEOPLE,
                &[" is accused with ", " was accused with ", ", accused with ", " has been accused with "],
                THEFT,
                TIMES,
            ],
            chance,
        )
    },
};

/// “Accused of allegedly”.
pub(super) const ACCUSED_OF_ALLEGEDLY: Injector = Injector {
    rule: "accusation-wording",
    fault: "accused of allegedly",
    floor: 85,
    alter: |text, chance| {
        let cue = &[
            " is accused of allegedly ",
            " was accused of allegedly ",
            ", who is suspected of allegedly ",
            " is accused of having allegedly been ",
        ];
        made(
            text,
            &[PEOPLE, cue, &["stealing tools", "running a scam", "selling stolen goods"], TIMES],
            chance,
        )
    },
};

/// “Accused slayer Smith”.
pub(super) const ACCUSED_ROLE: Injector = Injector {
    rule: "accusation-wording",
    fault: "accused slayer Smith",
    floor: 80,
    alter: |text, chance| {
        let roles = &[
            "Accused slayer ",
            "Accused thief ",
            "Alleged drug dealer ",
            "Alleged killer ",
            "Accused bank robber ",
            "Alleged serial rapist ",
            "Accused arsonist ",
        ];
        made(
            text,
            &[roles, PEOPLE, &[" appeared before a judge", " went home", " refused to speak"], TIMES],
            chance,
        )
    },
};

/// “Alleged” for what nobody disputes, and “alleged victim”.
pub(super) const ALLEGED_NEEDLESSLY: Injector = Injector {
    rule: "accusation-wording",
    fault: "alleged victim, alleged suspect",
    floor: 80,
    alter: |text, chance| {
        let heads = &[
            "The alleged victim ",
            "An alleged suspect ",
            "One of the alleged victims ",
            "The alleged crash ",
            "The alleged defendant ",
        ];
        made(
            text,
            &[heads, &["was seen near the school", "made the evening news", "drew a crowd"], TIMES],
            chance,
        )
    },
};

/// “Refuted” for “denied”.
pub(super) const REFUTED: Injector = Injector {
    rule: "denial-called-refutation",
    fault: "refuted for denied",
    floor: 85,
    alter: |text, chance| {
        let verbs = &[" refuted", " refutes", " strongly rebutted", " has debunked", " flatly refuted"];
        let whats = &[
            " the accusation",
            " the charges",
            " claims that he was paid",
            " the rumors",
            " allegations of bias",
        ];
        let who = &[
            "Benning",
            "A spokeswoman for the firm",
            "The mayor",
            "His lawyer",
            "The company",
            "She",
            "Farraday's campaign",
        ];
        made(text, &[who, verbs, whats, TIMES], chance)
    },
};

/// A loaded word for “said”, in the place of “said”.
pub(super) const LOADED: Injector = Injector {
    rule: "loaded-cue",
    fault: "admitted, claimed for said",
    floor: 60,
    alter: |text, chance| {
        let cues: Vec<usize> = text.match_indices(" said ").map(|(at, _)| at).collect();
        let at = *chance.pick(&cues)?;
        let words = chance.pick(&[" admitted ", " claimed ", " insisted ", " revealed ", " conceded "])?;
        Some(Altered::replaced(text, redpencil::text::Range::new(at, at + " said ".len()), words))
    },
};

/// “Innocent” for a plea.
pub(super) const INNOCENT: Injector = Injector {
    rule: "court-wording",
    fault: "innocent for a plea",
    floor: 85,
    alter: |text, chance| {
        let pleas = &[
            " pleaded innocent",
            " has pleaded innocent",
            " entered a plea of innocent",
            " pled innocent",
            " was found innocent",
            " pleads innocent",
        ];
        made(text, &[PEOPLE, pleas, TIMES], chance)
    },
};

/// “Indicted for”, “charged for”.
pub(super) const INDICTED_FOR: Injector = Injector {
    rule: "court-wording",
    fault: "indicted for, charged for, arrested for",
    floor: 85,
    alter: |text, chance| {
        let verbs = &[
            " was indicted for ",
            " has been charged for ",
            " was arrested for ",
            " was convicted for ",
            " had been indicted for ",
        ];
        made(
            text,
            &[
                PEOPLE,
                verbs,
                &["murder", "fraud", "stealing a car", "bribery", "perjury", "tax evasion"],
                TIMES,
            ],
            chance,
        )
    },
};

/// An allegation that nobody makes.
pub(super) const NO_SOURCE: Injector = Injector {
    rule: "allegation-without-source",
    fault: "allegedly, without a source",
    floor: 60,
    alter: |text, chance| {
        let acts = &[
            " allegedly took the money",
            " allegedly hit a neighbor",
            " allegedly forged the papers",
            " allegedly paid for silence",
        ];
        made(text, &[PEOPLE, acts, TIMES], chance)
    },
};

/// “Was accused”.
pub(super) const PASSIVE: Injector = Injector {
    rule: "passive-accusation",
    fault: "was accused, without an accuser",
    floor: 60,
    alter: |text, chance| {
        let cues = &[
            " was accused of ",
            " has been accused of ",
            " faces allegations of ",
            " is facing accusations of ",
            " was once accused of ",
            " stands accused of ",
        ];
        made(text, &[PEOPLE, cues, THEFT, TIMES], chance)
    },
};

/// What somebody is accused of in one place, stated in another.
pub(super) const AS_FACT: Injector = Injector {
    rule: "allegation-as-fact",
    fault: "an accusation stated as fact elsewhere",
    floor: 60,
    alter: |text, chance| {
        let name = *chance.pick(SURNAMES)?;
        let (accused, flat) = *chance.pick(&[
            ("Prosecutors have charged {} with theft.", "{} stole the money from the till."),
            ("{} is accused of embezzling public funds.", "{} embezzled $90,000 from the town."),
            ("Police arrested {} on suspicion of murder.", "{} killed his neighbor with a hammer."),
            ("A lawsuit alleges that {} groped two clerks.", "{} groped two women at work."),
            ("{} was charged with taking bribes.", "{} took bribes from builders for years."),
            ("{} is on trial for fraud.", "{} defrauded dozens of pensioners."),
        ])?;
        let first = Altered::added(text, &accused.replace("{}", &format!("Harold {name}")), chance)?;
        Altered::added(&first.text, &flat.replace("{}", name), chance)
    },
};

/// A word for a convict, for somebody who is charged.
pub(super) const AHEAD: Injector = Injector {
    rule: "word-ahead-of-stage",
    fault: "murderer for somebody who is charged",
    floor: 70,
    alter: |text, chance| {
        let name = *chance.pick(SURNAMES)?;
        let stage = *chance.pick(&[
            "{} was charged with murder on Friday.",
            "Officers arrested {} on suspicion of robbery.",
            "{} is suspected of fraud.",
            "{} denies murder and will stand trial in May.",
        ])?;
        let word = *chance.pick(&[
            "The murderer {} lived quietly with his aunt.",
            "{}, a thief, worked as a cook.",
            "Killer {} grew up nearby.",
            "{} is a murderer and nothing else.",
            "The fraudster {} owned three boats.",
        ])?;
        let first = Altered::added(text, &stage.replace("{}", &format!("Harold {name}")), chance)?;
        Altered::added(&first.text, &word.replace("{}", name), chance)
    },
};
