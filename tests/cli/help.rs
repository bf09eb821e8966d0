//! Help says what there is and shows examples.

use super::desk::Desk;

#[test]
fn every_command_shows_examples() {
    for command in ["score", "explain", "triage", "eval", "truth"] {
        let done = Desk::empty().run(&[command, "--help"]);
        assert_eq!(done.status, 0);
        assert!(
            done.stdout.contains("Examples:\n  secondhand "),
            "{command}"
        );
    }
}

#[test]
fn help_tells_the_exit_status_and_version_the_version() {
    let help = Desk::empty().run(&["--help"]).stdout;
    assert!(help.contains("Exit status: 0 all documents scored"));
    let version = Desk::empty().run(&["--version"]).stdout;
    assert_eq!(
        version,
        format!("secondhand {}\n", env!("CARGO_PKG_VERSION"))
    );
}
