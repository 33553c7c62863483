//! Turns a tree of elements into pieces of text, each with its kind.
//!
//! Knows nothing of which piece belongs to the article.

use crate::text::BlockKind;
use dom_query::{NodeData, NodeRef};

/// A block before it is known whether it stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) words: String,
    /// How many bytes of `words` are links.
    pub(super) linked: usize,
    /// The list or table it belongs to; neighbours of one run stand on adjacent lines.
    pub(super) run: Option<usize>,
    /// The classes and ids of the elements round it, up to the nearest few.
    pub(super) classes: String,
}

/// Elements that show no words of the article.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "audio",
    "video", "head", "title", "button", "input", "select", "textarea", "option", "datalist", "map", "nav",
    "dialog",
];
/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "center",
    "details",
    "dd",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "ul",
    "blockquote",
    "html",
];
/// Elements whose presence in a cell makes a table mere layout.
const LAYOUT: &[&str] = &[
    "p",
    "div",
    "table",
    "ul",
    "ol",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "figure",
];

/// Walks the tree under `root` in the order in which it is read.
pub(super) fn pieces(root: &NodeRef<'_>) -> Vec<Piece> {
    let mut walker = Walker::default();
    walker.visit(root, &Place::default());
    walker.flush(&Place::default());
    walker.pieces
}

/// What the elements round a node make of it.
#[derive(Clone, Debug)]
struct Place {
    kind: BlockKind,
    run: Option<usize>,
    is_linked: bool,
    keeps_space: bool,
    classes: String,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            kind: BlockKind::Paragraph,
            run: None,
            is_linked: false,
            keeps_space: false,
            classes: String::new(),
        }
    }
}

#[derive(Default)]
struct Walker {
    pieces: Vec<Piece>,
    words: String,
    linked: usize,
    runs: usize,
}

impl Walker {
    fn visit(&mut self, node: &NodeRef<'_>, place: &Place) {
        if let Some(text) = node.query_or(None, |node| match &node.data {
            NodeData::Text { contents } => Some(contents.to_string()),
            _ => None,
        }) {
            self.append(&text, place);
            return;
        }
        let Some(name) = node.node_name() else {
            for child in node.children_it(false) {
                self.visit(&child, place);
            }
            return;
        };
        let name: &str = &name;
        if UNSEEN.contains(&name) || is_hidden(node) {
            return;
        }
        match name {
            "br" => {
                let kept = self.words.trim_end_matches(' ').len();
                self.words.truncate(kept);
                self.words.push('\n');
            }
            "tr" if !is_layout(node) => self.row(node, place),
            _ if BLOCKS.contains(&name) => {
                self.flush(place);
                let inner = self.place_in(node, name, place);
                for child in node.children_it(false) {
                    self.visit(&child, &inner);
                }
                self.flush(&inner);
            }
            _ => {
                let inner = Place { is_linked: place.is_linked || name == "a", ..place.clone() };
                for child in node.children_it(false) {
                    self.visit(&child, &inner);
                }
            }
        }
    }

    /// Tells what a block element makes of its inside.
    fn place_in(&mut self, node: &NodeRef<'_>, name: &str, outer: &Place) -> Place {
        let mut place = outer.clone();
        let own = [node.class(), node.id_attr()]
            .into_iter()
            .flatten()
            .map(|names| names.to_lowercase())
            .collect::<Vec<_>>()
            .join(" ");
        if !own.is_empty() {
            let outer_classes: String = place.classes.chars().take(200).collect();
            place.classes = format!("{own} {outer_classes}");
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => place.kind = BlockKind::Subhead,
            "blockquote" => place.kind = BlockKind::Quotation,
            "figcaption" | "caption" => place.kind = BlockKind::Caption,
            "li" | "dt" | "dd" => {
                place.kind = BlockKind::ListItem;
            }
            "ul" | "ol" | "dl" | "menu" | "dir" | "table" if place.run.is_none() => {
                self.runs += 1;
                place.run = Some(self.runs);
            }
            "pre" => place.keeps_space = true,
            _ if own.split_whitespace().any(is_caption_class) && place.kind == BlockKind::Paragraph => {
                place.kind = BlockKind::Caption;
            }
            _ => {}
        }
        place
    }

    /// Reads the cells of a row, parted by tabs.
    fn row(&mut self, node: &NodeRef<'_>, place: &Place) {
        self.flush(place);
        let mut cells = Vec::new();
        for cell in node.children_it(false).filter(NodeRef::is_element) {
            let inner = Place { keeps_space: false, ..place.clone() };
            for child in cell.children_it(false) {
                self.visit(&child, &inner);
            }
            cells.push(
                std::mem::take(&mut self.words)
                    .split(['\n', ' ', '\t'])
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
            );
        }
        let words = cells.join("\t");
        let linked = std::mem::take(&mut self.linked);
        if !words.trim().is_empty() {
            self.pieces.push(Piece {
                kind: BlockKind::TableRow,
                words,
                linked,
                run: place.run,
                classes: place.classes.clone(),
            });
        }
    }

    /// Appends text as it is shown: runs of white space count as one space, but for no-break spaces.
    fn append(&mut self, text: &str, place: &Place) {
        let before = self.words.len();
        if place.keeps_space {
            self.words.push_str(text);
        } else {
            for c in text.chars() {
                if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                    self.words.push(c);
                } else if !self.words.is_empty() && !self.words.ends_with([' ', '\n']) {
                    self.words.push(' ');
                }
            }
        }
        if place.is_linked {
            self.linked += self.words.len() - before;
        }
    }

    /// Ends the piece that is being read; empty lines within it part it.
    fn flush(&mut self, place: &Place) {
        let words = std::mem::take(&mut self.words);
        let linked = std::mem::take(&mut self.linked);
        let parts: Vec<&str> = if place.keeps_space { vec![&words] } else { words.split("\n\n").collect() };
        let whole = words.len().max(1);
        for part in parts.into_iter().filter(|part| !part.trim().is_empty()) {
            let words = part.trim().to_owned();
            let run = place.run.filter(|_| place.kind == BlockKind::ListItem);
            self.pieces.push(Piece {
                kind: place.kind,
                linked: linked * words.len() / whole,
                words,
                run,
                classes: place.classes.clone(),
            });
        }
    }
}

/// Tells classes by which content systems set the words under a picture.
fn is_caption_class(class: &str) -> bool {
    matches!(
        class,
        "caption"
            | "wp-caption-text"
            | "image-caption"
            | "photo-caption"
            | "media-caption"
            | "figcaption"
            | "caption-text"
            | "credit"
            | "photo-credit"
            | "image-credit"
    )
}

fn is_layout(row: &NodeRef<'_>) -> bool {
    row.descendants_it().any(|node| node.node_name().is_some_and(|name| LAYOUT.contains(&&*name)))
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node
        .attr("style")
        .map(|style| style.to_lowercase().split_whitespace().collect::<String>())
        .unwrap_or_default();
    node.has_attr("hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
}
