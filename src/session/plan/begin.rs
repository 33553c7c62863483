//! The first action of a project: the article comes in.

use std::sync::Arc;

use super::{View, created};
use crate::import;
use crate::model::{Edit, FileRef, Id, Prose, Table, Transaction};
use crate::session::{Context, Refusal};

pub(super) fn begin(
    view: &View<'_>,
    article: import::Article,
    name: String,
    original: Option<FileRef>,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    if view.project.draft_id().is_some() {
        return Err(Refusal::new(
            "This project has an article already. Open the file as a project of its own.",
        ));
    }
    if article.text.trim().is_empty() {
        return Err(Refusal(format!("“{name}” holds no text. Open another file, or paste the text.")));
    }
    let draft = context.id(Table::Draft);
    let mut edits = vec![
        created(draft, context),
        Edit::new(draft, "name", name),
        Edit::new(draft, "text", Some(Prose::new(article.text))),
        Edit::new(draft, "blocks", Arc::new(article.blocks)),
        Edit::new(draft, "original", original),
        Edit::new(Id::ARTICLE, "draft", Some(draft)),
    ];
    let particulars = [
        ("title", article.title),
        ("byline", article.byline),
        ("dateline", article.dateline),
        ("published", article.published),
        ("publication", article.publication),
        ("site", article.site),
        ("language", article.language),
    ];
    for (field, value) in particulars {
        edits.push(Edit::new(Id::ARTICLE, field, value.unwrap_or_default()));
    }
    Ok(Transaction { label: "open article".into(), edits, focus: None })
}
