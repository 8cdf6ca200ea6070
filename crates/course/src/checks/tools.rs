//! What is not the project's own and some checks need.

use std::process::{Command, Stdio};

/// A program that some phases need, and how to get it.
struct Tool {
    name: &'static str,
    /// Says its version.
    version: &'static [&'static str],
    remedy: &'static str,
    /// Where every tool must be there, this one need not.
    optional: bool,
}

const TOOLS: [Tool; 7] = [
    Tool {
        name: "node",
        version: &["node", "--version"],
        remedy: "install Node.js 20 or later",
        optional: false,
    },
    Tool {
        name: "npm",
        version: &["npm", "--version"],
        remedy: "install npm, which comes with Node.js",
        optional: false,
    },
    Tool {
        name: "chromium",
        version: &[
            "sh",
            "-c",
            "chromium-headless-shell --version || chromium --version",
        ],
        remedy: "apt-get install chromium-headless-shell",
        optional: false,
    },
    Tool {
        name: "firefox-esr",
        version: &["firefox-esr", "--version"],
        remedy: "apt-get install firefox-esr",
        optional: true,
    },
    Tool {
        name: "java",
        version: &["java", "-version"],
        remedy: "apt-get install default-jre-headless",
        optional: false,
    },
    Tool {
        name: "grammalecte-cli",
        // It does not say its version.
        version: &["grammalecte-cli", "-h"],
        remedy: "apt-get install grammalecte-cli",
        optional: false,
    },
    Tool {
        name: "nightly",
        version: &["rustup", "run", "nightly", "rustc", "--version"],
        remedy: "rustup toolchain install nightly",
        optional: true,
    },
];

/// Whether its absence is no failure, wherever it is noticed.
pub fn optional(name: &str) -> bool {
    TOOLS.iter().any(|tool| tool.name == name && tool.optional)
}

/// Names what is missing on this system, and the version of what is there.
pub fn missing_tools() -> Vec<&'static str> {
    let mut missing = Vec::new();
    for tool in &TOOLS {
        let output = Command::new(tool.version[0])
            .args(&tool.version[1..])
            .stdin(Stdio::null())
            .output();
        match output {
            Ok(output) if output.status.success() => {
                let text = [output.stdout, output.stderr].concat();
                let text = String::from_utf8_lossy(&text);
                println!(
                    "{:<16} {}",
                    tool.name,
                    text.lines().next().unwrap_or_default()
                );
            }
            _ => {
                println!(
                    "{:<16} MISSING: {}; what needs it is skipped",
                    tool.name, tool.remedy
                );
                missing.push(tool.name);
            }
        }
    }
    missing
}

#[cfg(test)]
pub fn is_known(name: &str) -> bool {
    TOOLS.iter().any(|tool| tool.name == name)
}
