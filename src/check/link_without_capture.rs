//! A page that may be gone tomorrow is all that there is. Knows what the project holds of a source; opens no link.

use super::{Check, Finding, Ground, rule, shortened};

rule! {
    LinkWithoutCapture, "link-without-capture", "W14", "Link without a capture", Warning;
    what_it_finds: "A source with a web address on which something rests, of which the project has neither a file nor a text nor the \
        address of a lasting copy.",
    why_it_matters: "Pages are changed and taken down, most of all those that a story speaks of. What was seen on the day of checking \
        has to be there when somebody asks.",
    example: "He [claim evidence=p.4 url=\"https://example.org/news/a\": ran].",
    mended: "He [claim evidence=p.4 url=\"https://example.org/news/a\" source.archived_url=\"https://web.archive.org/web/2021/a\": ran].",
    what_to_do: "Save the page (as PDF or HTML) and attach the file, or have an archive take it and enter the address of that copy.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let bare = ground.project.sources().iter().filter(|(id, source)| {
        !source.url.trim().is_empty()
            && source.archived_url.trim().is_empty()
            && source.file.is_none()
            && source.removed.is_none()
            && source.text.as_ref().is_none_or(|text| text.as_str().trim().is_empty())
            && !ground.outline.uses(**id).is_empty()
    });
    bare.map(|(id, source)| {
        let message = if ground.is_sealed(*id) {
            "A sealed source is a web page of which no copy was kept.".to_owned()
        } else {
            format!("No copy was kept of {} at {}.", ground.called(*id), shortened(&source.url))
        };
        Finding::on_source(rule, ground, *id, message)
    })
    .collect()
}
