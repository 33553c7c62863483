//! How many files of known encoding are read letter for letter, without being told the encoding.

use crate::collection;
use encoding_rs::Encoding;
use redpencil::import::{self, Importer};
use std::fs;

#[test]
fn files_of_known_encoding_are_read_letter_for_letter() {
    let Some(folder) = collection("12-encodings-unicode") else { return };
    let (mut right, mut all) = (0, 0);
    for entry in fs::read_dir(folder.join("chardet")).unwrap().flatten().filter(|entry| entry.path().is_dir())
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let label = [
            "-bulgarian",
            "-croatian",
            "-czech",
            "-greek",
            "-hebrew",
            "-hungarian",
            "-polish",
            "-romanian",
            "-russian",
            "-slovak",
            "-turkish",
            "-arabic",
            "-sig",
        ]
        .iter()
        .find_map(|language| name.strip_suffix(language))
        .unwrap_or(&name);
        let label = if label == "CP932" {
            "Shift_JIS"
        } else if label == "CP949" {
            "EUC-KR"
        } else {
            label
        };
        let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
            println!("    {name}: unknown to the reference decoder");
            continue;
        };
        for file in fs::read_dir(entry.path()).unwrap().flatten() {
            let bytes = fs::read(file.path()).unwrap();
            let (wanted, _, failed) = encoding.decode(&bytes);
            if failed {
                continue;
            }
            let wanted = wanted.replace("\r\n", "\n").replace('\r', "\n");
            all += 1;
            match import::plain::Plain.read(&bytes, "a.txt") {
                Ok(article) if article.text == wanted => right += 1,
                Ok(article) => {
                    println!("    {name}/{}: {:?}", file.file_name().to_string_lossy(), article.warnings);
                }
                Err(problem) => println!("    {name}/{}: {problem}", file.file_name().to_string_lossy()),
            }
        }
    }
    println!("12-encodings-unicode: {right} of {all} files read letter for letter");
    assert!(right * 10 > all * 7, "encodings are no longer told apart");
}
