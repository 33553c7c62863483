//! Nothing sealed leaves: every sealed field is filled with a word of its own, and that word is looked for everywhere.
#![expect(clippy::disallowed_methods, reason = "the test looks into every file that the program made")]

use std::path::{Path, PathBuf};
use std::process::Command;

use redpencil::check::Rulebook;
use redpencil::export::{self, Audience, history};
use redpencil::import;
use redpencil::model::{Envelope, Id, Slot, Table, Value, Widget};
use redpencil::session::report::{Order, whole_report};
use redpencil::session::{Action, Attachment, Placing, Session, letter};
use redpencil::store::{self, Opened, Place, System};
use redpencil::text::Range;
use sha2::{Digest as _, Sha256};

const ARTICLE: &str =
    "Pool to close\n\nThe council voted 7 to 2 to close the pool, a person familiar with it said.\n";

/// Lists every way in which a word may hide in bytes: as it is, in UTF-16, in base 64 at each of its three places, in
/// hexadecimal, and as its hash.
fn disguises(word: &str) -> Vec<Vec<u8>> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let mut all = vec![
        word.as_bytes().to_vec(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        word.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        hex(word.as_bytes()).into_bytes(),
        hex(word.as_bytes()).to_uppercase().into_bytes(),
        hex(&Sha256::digest(word.as_bytes())).into_bytes(),
        word.chars().rev().collect::<String>().into_bytes(),
    ];
    for shift in 0..3 {
        let mut bytes = vec![0; shift];
        bytes.extend(word.as_bytes());
        // The first and the last signs depend on what stands beside the word.
        let signs = base64(&bytes);
        all.push(signs[4..signs.len() - 4].to_vec());
    }
    all
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|chunk| {
            let three = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
            let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
            [18, 12, 6, 0].map(|shift| SIGNS[(bits >> shift & 63) as usize])
        })
        .collect()
}

fn holds(bytes: &[u8], words: &[String]) -> bool {
    words
        .iter()
        .flat_map(|word| disguises(word))
        .any(|needle| bytes.windows(needle.len()).any(|window| window == needle.as_slice()))
}

/// Every file of a folder, hidden ones included.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn is_sealed(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.ends_with("sealed"))
}

/// Works on a project as one does, and fills each sealed field twice; returns the words.
fn work(opened: &Opened, session: &mut Session) -> Vec<String> {
    let mut act = |action| session.dispatch(action).unwrap();
    let article = import::read(ARTICLE.as_bytes(), "pool.txt").unwrap();
    act(Action::Begin { article: Box::new(article), name: "pool.txt".into(), original: None });
    let mark = Action::Mark {
        ranges: vec![Range::new(19, 31)],
        kind: "claim".into(),
        placing: Placing::Snapped,
        record: None,
        details: vec![("statement", Value::Text("The vote was 7 to 2".into()))],
    };
    let record = act(mark).made[1];
    let source = vec![("title", Value::Text("A clerk".into())), ("naming", Value::Text("unnamed".into()))];
    let source = Attachment::New(source);
    let made = act(Action::Attach { record, source, details: vec![] }).made;
    let source = *made.iter().find(|id| id.table() == Table::Source).unwrap();
    // Somebody to write a letter to, an open question to write of, and words of the source's that a bibliography has.
    let person = vec![("name", Value::Text("Max Mayor".into()))];
    let person = act(Action::Create { table: Table::Person, details: person, link: None }).made[0];
    for (range, kind, details) in [
        (Range::new(35, 40), "allegation", vec![("accused", Value::Links(vec![person]))]),
        (Range::new(41, 49), "query", vec![("question", Value::Text("Which pool?".into()))]),
    ] {
        let made = act(Action::Mark {
            ranges: vec![range],
            kind: kind.into(),
            placing: Placing::Snapped,
            record: None,
            details,
        });
        if kind == "allegation" {
            let source = Attachment::Existing(source);
            act(Action::Attach { record: made.made[1], source, details: vec![] });
        }
    }
    let mut words = Vec::new();
    for (at, field) in
        Table::Source.fields().iter().filter(|field| field.widget == Widget::Sealed).enumerate()
    {
        let slot = Slot { record: source, field: field.name };
        for turn in ["Früh", "Spät"] {
            let word = format!("Kanarienvogel{turn}Nr{at}Qx7");
            // Quotation marks and a line end, so that RON has something to escape around the word.
            act(Action::Seal { slot, words: Envelope::new(format!("„{word}“ \"x\"\\\n2")) });
            words.push(word);
            act(Action::SetStatus { record, status: "in-progress".into() });
            act(Action::Undo);
            act(Action::Redo);
        }
        act(Action::Undo);
        act(Action::Undo);
        act(Action::Redo);
    }
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Source) {
        assert!(
            table.fields().iter().all(|field| field.widget != Widget::Sealed),
            "{table:?} is not filled here"
        );
    }
    opened.store.checkpoint().unwrap();
    words
}

#[test]
#[expect(clippy::too_many_lines, reason = "one project is looked through by everything that writes")]
fn no_sealed_word_is_found_anywhere_but_in_its_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, machine) = (folder.path().join("p"), folder.path().join("machine"));
    let place = Place::within(&machine);
    let opened = store::create(&path, &place).unwrap();
    let begin = |opened: &Opened| {
        let context = Box::new(System::new("Ada"));
        Session::new(opened.project.clone(), store::vocabulary::shipped(), opened.store.journal(), context)
    };
    let mut session = begin(&opened);
    let words = work(&opened, &mut session);
    assert_eq!(words.len(), 4);
    opened.store.clone().close().unwrap();
    let opened = store::open(&path, &place).unwrap();
    let mut session = begin(&opened);
    session
        .dispatch(Action::Set {
            slot: Slot { record: Id::ARTICLE, field: "slug" },
            value: Value::Text("pool".into()),
        })
        .unwrap();
    opened.store.checkpoint().unwrap();
    opened.store.save_as(&folder.path().join("copy")).unwrap();
    // The words are there, and the search finds them where they may stand.
    let all = files(folder.path());
    let found =
        all.iter().filter(|path| is_sealed(path) && holds(&std::fs::read(path).unwrap(), &words)).count();
    assert_eq!(found, 8, "in the project and in its copy");
    for path in all.iter().filter(|path| !is_sealed(path)) {
        assert!(!holds(&std::fs::read(path).unwrap(), &words), "{}", path.display());
        assert!(!holds(path.to_string_lossy().as_bytes(), &words), "{}", path.display());
    }
    let sealed = opened.store.sealed_words(session.project());
    assert_eq!((sealed.words.len(), sealed.unread), (2, 0));
    for exporter in export::ALL {
        for audience in Audience::ALL {
            let rulebook = Rulebook::shipped();
            let order =
                Order { audience, today: store::system::now(), rulebook: &rulebook, sealed: &sealed.words };
            let (project, outline) = (session.project(), session.outline());
            let report = whole_report(project, outline, session.vocabulary(), *exporter, &order);
            let told = format!("{:?} {order:?}", report.exposures);
            assert!(!report.bytes.is_empty() && !holds(&report.bytes, &words), "{}", exporter.label());
            assert!(!holds(told.as_bytes(), &words), "{}", exporter.label());
        }
    }
    let accused = letter::accused(session.project());
    assert_eq!(accused.len(), 1, "somebody to write to");
    for sort in &export::letter::ALL {
        let order = letter::Order {
            person: accused.first().map(|(id, _)| *id),
            today: store::system::now(),
            sealed: &sealed.words,
            ..letter::Order::default()
        };
        let (project, outline) = (session.project(), session.outline());
        let written = letter::write(sort, project, outline, session.vocabulary(), &order);
        let told = format!("{written:?} {order:?}");
        assert!(written.text.len() > 100 && !holds(told.as_bytes(), &words), "{}", sort.label);
    }
    let chronicle = opened.store.history().read(session.vocabulary()).unwrap();
    assert!(chronicle.deeds.iter().any(|deed| deed.did == "seal contact of source"));
    let deeds = chronicle.deeds.iter().map(AsRef::as_ref);
    let rows = chronicle.rows(deeds, session.project(), session.outline(), session.vocabulary());
    assert!(rows.iter().flat_map(|row| &row.changes).any(|change| change.after == "sealed"));
    for format in history::Format::ALL {
        assert!(!holds(&format.write("Pool to close", &rows), &words), "{}", format.label());
    }
    assert!(!holds(format!("{chronicle:?}").as_bytes(), &words));
    let printed = format!("{:?} {:?} {:?}", session.project(), opened, session.next_undo());
    assert!(!holds(printed.as_bytes(), &words));
    opened.store.close().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redpencil"));
        command.args(arguments).current_dir(folder.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"] {
            command.env(name, &machine);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!holds(&[output.stdout, output.stderr].concat(), &words), "{arguments:?}");
    };
    for (name, flag) in [("whole", "--json"), ("others", "--for-others")] {
        let file = format!("{name}.redpencil");
        run(&["pack", "p", flag, "-o", &file]);
        run(&["unpack", &file]);
        assert!(!folder.path().join(name).join("sealed").exists());
        assert!(folder.path().join(name).join("project.ron").exists());
    }
    run(&["pack", "p", "--without-history", "-o", "bare"]);
    let kept = files(&folder.path().join("bare"));
    let kept = kept.iter().filter(|path| is_sealed(path) && holds(&std::fs::read(path).unwrap(), &words));
    assert_eq!(kept.count(), 2, "those that a record names, and none of the earlier ones");
    for arguments in [
        &["show"][..],
        &["show", "--json"],
        &["check"],
        &["check", "--json"],
        &["verify", "--json"],
        &["search", "Kanarienvogel", "--json"],
        &["history"],
        &["history", "--json"],
        &["history", "--csv"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redpencil"));
        command.arg(arguments[0]).arg(&path).args(&arguments[1..]);
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"] {
            command.env(name, &machine);
        }
        let output = command.output().unwrap();
        assert!(!output.stdout.is_empty());
        assert!(!holds(&[output.stdout, output.stderr].concat(), &words), "{arguments:?}");
    }
    for path in files(folder.path()).iter().filter(|path| !is_sealed(path)) {
        assert!(!holds(&std::fs::read(path).unwrap(), &words), "{}", path.display());
    }
}
