//! Audiences: whom a handout is for, and what each may see of a project.
//!
//! Knows no format. All that is decided here is decided before an exporter sees anything; `super::view` holds to it.

use crate::model::vocabulary::{KindMeaning, Meaning, Vocabulary};
use crate::model::{Sight, Source};

/// Whom a handout is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// The desk, the author and counsel: everything but what is sealed.
    #[default]
    Internal,
    /// Counsel: the same, with the allegations first: how far each has come, on what basis, what the accused said.
    Legal,
    /// Anybody: what may be published.
    Public,
}

/// One row of the table of audiences.
struct About {
    audience: Audience,
    id: &'static str,
    label: &'static str,
    help: &'static str,
}

const ABOUT: [About; 3] = [
    About {
        audience: Audience::Internal,
        id: "internal",
        label: "Internal: for the desk, the author and counsel",
        help: "Shows everything the desk knows: changes of wording, open questions, notes, findings and who checked \
               what. Leaves out sealed sources and sealed values.",
    },
    About {
        audience: Audience::Legal,
        id: "legal",
        label: "Legal: for counsel",
        help: "Shows what the internal report shows, in counsel’s order: first each allegation with its stage, basis, \
               review and the replies of the accused, then legal flags and questions to counsel. Leaves out sealed \
               sources and sealed values.",
    },
    About {
        audience: Audience::Public,
        id: "public",
        label: "Public: what may be published",
        help: "Shows the article, its statements and what bears them out; sources on background and unnamed ones \
               by their agreed description only. Leaves out everything else: who checked, notes, queries, legal \
               flags, findings, and sources that are sealed, off the record or for the desk.",
    },
];

impl Audience {
    /// Every audience, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Legal, Self::Public];

    fn about(self) -> &'static About {
        ABOUT.iter().find(|row| row.audience == self).unwrap_or(&ABOUT[0])
    }

    /// Returns the name used on the command line.
    pub fn id(self) -> &'static str {
        self.about().id
    }

    /// Returns the words on screen.
    pub fn label(self) -> &'static str {
        self.about().label
    }

    /// Says in a sentence or two what it shows and what it leaves out.
    pub fn help(self) -> &'static str {
        self.about().help
    }

    /// Finds the audience of that name.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.id() == id)
    }

    /// Tells whether this audience is shown how the desk came to what it says; where it is not, it sees only what may
    /// be published.
    pub fn sees_workings(self) -> bool {
        match self {
            Self::Internal | Self::Legal => true,
            Self::Public => false,
        }
    }

    /// Tells whether this audience may see fields of this sight, whatever record they belong to.
    pub(super) fn may_see(self, sight: Sight) -> bool {
        match (self, sight) {
            (_, Sight::Public) | (Self::Internal | Self::Legal, Sight::Desk) => true,
            (Self::Public, Sight::Desk) | (_, Sight::Sealed) => false,
        }
    }

    /// Tells whether this audience may see marks of a kind; nothing stands for a kind that the vocabulary lacks.
    pub(super) fn may_see_kind(self, meaning: Option<KindMeaning>) -> bool {
        match (self, meaning) {
            (Self::Internal | Self::Legal, _) => true,
            (Self::Public, Some(meaning)) => match meaning {
                KindMeaning::Claim
                | KindMeaning::Allegation
                | KindMeaning::Quotation
                | KindMeaning::Response
                | KindMeaning::Opinion => true,
                KindMeaning::Query | KindMeaning::LegalFlag | KindMeaning::NoCheck => false,
            },
            (Self::Public, None) => false,
        }
    }

    /// Decides how a source stands to this audience.
    ///
    /// Where in doubt, the public sees nothing: a row that the vocabulary lacks, or one whose
    /// meaning does not say that it may be told, stands for a rule that nobody here can keep.
    pub(super) fn standing(self, vocabulary: &Vocabulary, source: &Source) -> Standing {
        let meaning = |scale: &str, id: &str| {
            if id.is_empty() { Meaning::Disclosed } else { vocabulary.meaning(scale, id) }
        };
        if self.sees_workings() {
            return if vocabulary.is_sealed(source) { Standing::Sealed } else { Standing::Open };
        }
        let mut standing = Standing::Open;
        let agreed = [
            meaning("ground_rules", &source.ground_rules),
            meaning("naming", &source.naming),
            meaning("confidentiality", &source.confidentiality),
        ];
        for meaning in agreed {
            match meaning {
                Meaning::Disclosed => {}
                Meaning::Background | Meaning::Unnamed => standing = Standing::Described,
                _ => return Standing::Absent,
            }
        }
        if standing == Standing::Described && source.description.trim().is_empty() {
            // Nothing was agreed on under which it could appear.
            return Standing::Absent;
        }
        standing
    }
}

/// How a source, with the evidence from it, stands to an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It may be told, as far as each field may be seen.
    Open,
    /// It may be told under the agreed description only.
    Described,
    /// It is there, of a kind, and its evidence bears on a record in some way; no more is told.
    Sealed,
    /// It does not exist for this audience.
    Absent,
}

impl Standing {
    /// Tells whether it bears that a field of the source is seen.
    pub(super) fn bears_of_source(self, field: &str) -> bool {
        match self {
            Self::Open => true,
            Self::Described => field == "description",
            Self::Sealed => matches!(field, "kind" | "rank" | "ground_rules" | "confidentiality"),
            Self::Absent => false,
        }
    }

    /// Tells whether it bears that a field of evidence from the source is seen.
    pub(super) fn bears_of_evidence(self, field: &str) -> bool {
        match self {
            Self::Open => true,
            Self::Described => matches!(field, "record" | "source" | "stance"),
            Self::Sealed => matches!(field, "record" | "source" | "stance" | "credibility"),
            Self::Absent => false,
        }
    }
}
