package io.parley.core.model;

/// A listener that adds something to another one, and passes on the rest.
public abstract class ForwardingListener implements ReplyListener {
  private final ReplyListener listener;

  protected ForwardingListener(ReplyListener listener) {
    this.listener = listener;
  }

  @Override
  public void text(String chunk) {
    listener.text(chunk);
  }

  @Override
  public void restarted() {
    listener.restarted();
  }

  @Override
  public void used(Usage usage) {
    listener.used(usage);
  }

  @Override
  public void completed(Completion completion) {
    listener.completed(completion);
  }

  @Override
  public void failed(ModelFailure failure) {
    listener.failed(failure);
  }
}
