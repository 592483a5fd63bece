//! What `cargo xtask doctor` prints: programs of the machine and parts of the toolchain.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::part::{Part, State};
use super::plan::Plan;
use super::progress::size;
use super::{fetch, machine};

/// Prints every program and every part, and says whether all is well.
///
/// # Errors
/// When Python or Rust does not run, without which the parts cannot be named.
pub fn report() -> Result<bool> {
    println!("programs of this machine");
    let programs = machine::programs();
    for program in &programs {
        match &program.version {
            Ok((path, version)) => {
                println!("  {:<8} {version} ({})", program.name, path.display());
            }
            Err(problem) => println!("  {:<8} {problem}; it {}", program.name, program.purpose),
        }
    }
    let plan = Plan::new()?;
    println!("\nparts of the toolchain in {}", plan.cache.display());
    for part in plan.parts() {
        print_part(part, &plan);
    }
    for folder in unused(&plan)? {
        println!(
            "  of another version or recipe, not used: {}",
            folder.display()
        );
    }
    println!("\nsources: {}", sources());
    let has_programs = programs.iter().all(|program| program.version.is_ok());
    Ok(has_programs && plan.is_finished())
}

fn print_part(part: &Part, plan: &Plan) {
    println!("  {} {}", part.title, part.version);
    if let Some(folder) = plan.rust_std.installed()
        && std::ptr::eq(part, &raw const plan.rust_std.part)
    {
        println!("    from the installed Rust: {}", folder.display());
        return;
    }
    match part.state() {
        State::Finished(stamp) => println!(
            "    from {}, {}, made in {:.0} s, stamp valid",
            stamp.origin,
            size(stamp.bytes),
            stamp.seconds
        ),
        State::Unfinished(reason) => {
            println!("    NOT FINISHED: {reason}; `cargo xtask setup` makes it again");
        }
        State::Missing => println!("    MISSING: `cargo xtask setup` makes it"),
    }
    println!("    {}", part.folder().display());
}

/// Folders of parts that this version of the tool has no use for.
fn unused(plan: &Plan) -> Result<Vec<PathBuf>> {
    let used: Vec<&Path> = plan.parts().map(Part::folder).to_vec();
    let mut unused = Vec::new();
    let Ok(entries) = fs::read_dir(&plan.cache) else {
        return Ok(unused);
    };
    for entry in entries {
        let folder = entry?.path();
        if Part::is_in(&folder) && !used.contains(&folder.as_path()) {
            unused.push(folder);
        }
    }
    unused.sort();
    Ok(unused)
}

fn sources() -> String {
    let mirror = match fetch::mirror() {
        Some(folder) if folder.is_dir() => format!("mirror folder {}", folder.display()),
        Some(folder) => format!("no mirror folder ({} does not exist)", folder.display()),
        None => "no mirror folder".to_owned(),
    };
    format!("{mirror}; the web; the Debian archive of this machine's apt")
}
