//! The same bytes in the same order for every number of threads.

use super::desk::Desk;

#[test]
fn threads_change_nothing() {
    let mut lines = String::new();
    for at in 0..3000 {
        let text = "The ministry said the bridge is safe. ".repeat(1 + at * 7919 % 13);
        let id = at % 1500; // every id twice
        lines.push_str(&format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n"));
        if at % 100 == 0 {
            lines.push_str("{\"text\":\n");
        }
    }
    let desk = Desk::with(&[("in.jsonl", lines.as_bytes())]);
    let run = |threads| desk.run(&["score", "-j", threads, "--with-text", "in.jsonl"]);
    let one = run("1");
    assert_eq!((one.status, one.records().len()), (1, 3030));
    for threads in ["2", "4", "0"] {
        let more = run(threads);
        assert!(more.stdout == one.stdout, "{threads} threads");
        assert_eq!(more.stderr, one.stderr);
    }
}
