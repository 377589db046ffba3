//! Has prost write the messages of the protocol, by way of protoc. Where this folder was copied, put control.proto beside it.
fn main() -> std::io::Result<()> {
    let folder = ["../../proto/redrive/control/v1", "."].into_iter().find(|f| std::path::Path::new(f).join("control.proto").exists());
    let folder = folder.expect("control.proto is neither in ../../proto/redrive/control/v1 nor here");
    println!("cargo:rerun-if-changed={folder}/control.proto");
    prost_build::compile_protos(&[format!("{folder}/control.proto")], &[folder])
}
