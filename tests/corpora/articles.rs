//! How well the article is told from the page round it, and its particulars read.

use crate::collection;
use dom_query::Document;
use flate2::read::GzDecoder;
use redpencil::import::{self, Article};
use redpencil::text::BlockKind;
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::io::Read;

/// Everything under the headline.
fn body(article: &Article, left_out: &[BlockKind]) -> String {
    let parts = article.blocks.iter().filter(|block| !left_out.contains(&block.kind));
    parts.filter_map(|block| block.range.of(&article.text)).collect::<Vec<_>>().join("\n")
}

fn tokens(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|token| !token.is_empty()).collect()
}

/// Precision and recall of the runs of `length` tokens, as the published benchmark of set 06 counts them.
fn precision_recall(wanted: &str, found: &str, length: usize) -> (f64, f64) {
    let (wanted, found) = (tokens(wanted), tokens(found));
    let runs = |tokens: &[&str]| {
        let mut counts: HashMap<Vec<String>, i64> = HashMap::new();
        for start in 0..(tokens.len() + 1).saturating_sub(length).max(1) {
            let run =
                tokens[start..(start + length).min(tokens.len())].iter().map(|token| (*token).to_owned());
            *counts.entry(run.collect()).or_default() += 1;
        }
        counts
    };
    let (wanted, found) = (runs(&wanted), runs(&found));
    let shared: i64 = wanted.iter().map(|(run, count)| *count.min(found.get(run).unwrap_or(&0))).sum();
    let share = |all: i64| if all == 0 { 0.0 } else { shared as f64 / all as f64 };
    (share(found.values().sum()), share(wanted.values().sum()))
}

fn f1((precision, recall): (f64, f64)) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

fn print_worst(mut scores: Vec<(f64, String)>) {
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (score, name) in scores.iter().take(12) {
        println!("    {score:.3} {name}");
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_of_a_reader_view_give_the_body_its_makers_accepted() {
    let Some(folder) = collection("01-readability") else { return };
    let mut scores = Vec::new();
    let mut fields: HashMap<&str, (usize, usize, Vec<String>)> = HashMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        let page = entry.file_name().to_string_lossy().into_owned();
        let file = |name: &str| fs::read(entry.path().join(name)).unwrap();
        let expected = String::from_utf8(file("expected.html")).unwrap();
        let wanted = Document::from(expected).formatted_text();
        let article = match import::read(&file("source.html"), "source.html") {
            Ok(article) => article,
            Err(problem) => {
                println!("    {page}: {problem}");
                Article::default()
            }
        };
        scores
            .push((f1(precision_recall(&wanted, &body(&article, &[BlockKind::Headline]), 1)), page.clone()));

        let metadata: Value = serde_json::from_slice(&file("expected-metadata.json")).unwrap();
        let without_by = |name: String| {
            name.get(..3)
                .filter(|start| start.eq_ignore_ascii_case("by "))
                .map_or(name.clone(), |_| name[3..].to_owned())
        };
        for (field, key, found) in [
            ("title", "title", &article.title),
            ("byline", "byline", &article.byline),
            ("language", "lang", &article.language),
            ("published", "publishedTime", &article.published),
            ("publication", "siteName", &article.publication),
        ] {
            let Some(wanted) = metadata[key].as_str().map(plain).map(without_by) else { continue };
            let found = found.as_deref().map(plain).unwrap_or_default();
            let (right, all, wrong) = fields.entry(field).or_default();
            *all += 1;
            if found == wanted {
                *right += 1;
            } else {
                wrong.push(format!("{page}: {found:?} for {wanted:?}"));
            }
        }
    }
    let mean = scores.iter().map(|(score, _)| score).sum::<f64>() / scores.len() as f64;
    println!("01-readability: body token F1 {mean:.4} over {} pages", scores.len());
    print_worst(scores);
    for (field, (right, all, wrong)) in &fields {
        println!("  {field}: {right} of {all}");
        for line in wrong {
            println!("    {line}");
        }
    }
    assert!(mean > 0.9, "the body is no longer found");
}

#[test]
fn pages_of_a_benchmark_give_the_body_its_makers_copied_out() {
    let Some(folder) = collection("06-article-extraction") else { return };
    let truth: Value = serde_json::from_slice(&fs::read(folder.join("ground-truth.json")).unwrap()).unwrap();
    for left_out in [&[BlockKind::Headline][..], &[BlockKind::Headline, BlockKind::Caption]] {
        let (mut precisions, mut recalls, mut scores) = (0.0, 0.0, Vec::new());
        for (name, page) in truth.as_object().unwrap() {
            let Ok(packed) = fs::read(folder.join("html").join(format!("{name}.html.gz"))) else { continue };
            let mut html = Vec::new();
            GzDecoder::new(packed.as_slice()).read_to_end(&mut html).unwrap();
            let article = import::read(&html, "page.html").unwrap_or_default();
            let score = precision_recall(page["articleBody"].as_str().unwrap(), &body(&article, left_out), 4);
            precisions += score.0;
            recalls += score.1;
            scores.push((f1(score), format!("{} P {:.3} R {:.3}", &name[..12], score.0, score.1)));
        }
        let count = scores.len() as f64;
        let mean = (precisions / count, recalls / count);
        println!(
            "06-article-extraction without {left_out:?}: F1 {:.4} P {:.4} R {:.4} over {count} pages",
            f1(mean),
            mean.0,
            mean.1
        );
        print_worst(scores);
        assert!(f1(mean) > 0.9, "the body is no longer found");
    }
}
