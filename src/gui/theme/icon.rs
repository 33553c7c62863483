//! The window's icons: one set, one weight (Material Symbols, rounded, outlined), each under the name of what it
//! is used for. It must not know any panel.

use egui::{FontFamily, FontId, RichText};
use egui_material_icons::icons;

/// Names the family of the icons.
pub const ICONS: &str = "icons";

macro_rules! icons {
    ($($(#[doc = $doc:literal])* $name:ident = $sign:ident;)*) => {
        /// An icon, by what it is used for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[doc = $doc])* $name,)*
        }

        impl Icon {
            /// Every icon.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the character that draws it.
            pub fn sign(self) -> &'static str {
                match self {
                    $(Self::$name => icons::$sign.codepoint,)*
                }
            }
        }
    };
}

icons! {
    /// Adds something.
    Add = ICON_ADD;
    /// The article as a whole.
    Article = ICON_ARTICLE;
    /// Goes back.
    Back = ICON_ARROW_BACK;
    /// A day.
    Calendar = ICON_CALENDAR_MONTH;
    /// Confirmed, done.
    Check = ICON_CHECK;
    /// A list of questions.
    Checklist = ICON_CHECKLIST;
    /// Closes, removes.
    Close = ICON_CLOSE;
    /// Columns of a table.
    Columns = ICON_VIEW_COLUMN;
    /// Every command by name.
    Commands = ICON_KEYBOARD_COMMAND_KEY;
    /// Copies.
    Copy = ICON_CONTENT_COPY;
    /// Removes for good.
    Delete = ICON_DELETE;
    /// Puts a panel below.
    DockBelow = ICON_DOCK_TO_BOTTOM;
    /// Puts a panel to the left.
    DockLeft = ICON_DOCK_TO_LEFT;
    /// Puts a panel to the right.
    DockRight = ICON_DOCK_TO_RIGHT;
    /// Writes down, edits.
    Edit = ICON_EDIT;
    /// Evidence, a file attached.
    Evidence = ICON_ATTACH_FILE;
    /// Hands out a report.
    Export = ICON_IOS_SHARE;
    /// A file.
    File = ICON_DRAFT;
    /// Narrows a list down.
    Filter = ICON_FILTER_LIST;
    /// What the checks found.
    Findings = ICON_RULE;
    /// A folder.
    Folder = ICON_FOLDER;
    /// Goes forward.
    Forward = ICON_ARROW_FORWARD;
    /// Something is hidden.
    Hidden = ICON_VISIBILITY_OFF;
    /// What was done, and when.
    History = ICON_HISTORY;
    /// Says more.
    Info = ICON_INFO;
    /// The chosen mark.
    Inspector = ICON_EDIT_NOTE;
    /// The keyboard.
    Keyboard = ICON_KEYBOARD;
    /// A link to a page.
    Link = ICON_LINK;
    /// A sealed value.
    Lock = ICON_LOCK;
    /// More to choose from.
    More = ICON_MORE_VERT;
    /// The one after.
    Next = ICON_CHEVRON_RIGHT;
    /// Opens elsewhere.
    Open = ICON_OPEN_IN_NEW;
    /// Where the checking stands, in numbers.
    Overview = ICON_BAR_CHART;
    /// People and organisations.
    People = ICON_GROUP;
    /// The one before.
    Previous = ICON_CHEVRON_LEFT;
    /// Does a step again.
    Redo = ICON_REDO;
    /// Searches.
    Search = ICON_SEARCH;
    /// Settings.
    Settings = ICON_SETTINGS;
    /// Something is shown.
    Shown = ICON_VISIBILITY;
    /// Somebody's word that the article is right.
    SignOff = ICON_VERIFIED;
    /// Sources.
    Sources = ICON_MENU_BOOK;
    /// A table of records.
    Table = ICON_TABLE_ROWS;
    /// Unfolds.
    Unfold = ICON_EXPAND_MORE;
    /// Takes a step back.
    Undo = ICON_UNDO;
    /// Something is wrong.
    Warning = ICON_WARNING;
}

impl Icon {
    /// Returns the icon as text of a size in points.
    pub fn text(self, size: f32) -> RichText {
        RichText::new(self.sign()).font(font(size))
    }
}

/// Returns the family of the icons.
///
/// `size` is in points.
pub fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ICONS.into()))
}
