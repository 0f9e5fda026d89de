package io.parley.core.tool;

/// A person's reply to a [ToolForm].
///
/// @param content the values by field of an accepted form, a JSON object; otherwise an empty one
public record FormReply(Action action, Json content) {
  /// Nobody replied.
  public static final FormReply CANCELLED = new FormReply(Action.CANCEL, Json.EMPTY_OBJECT);

  public enum Action {
    ACCEPT,
    /// The person does not want to say it.
    DECLINE,
    /// The question was closed without a reply.
    CANCEL
  }
}
