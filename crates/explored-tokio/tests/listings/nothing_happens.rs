use tokio::sync::oneshot;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (_answer, question) = oneshot::channel::<u32>();
    question.await.ok();
}
