package io.parley.core.tool;

/// A call with an effect that failed for good without having had it, because its dependency was
/// down or refused it. A person can have it made again, or drop it.
///
/// @param arguments as they were agreed to
/// @param failure of the last attempt, for people of the company, at most [#FAILURE_MAX] characters
public record DeadLetter(String tool, Json arguments, String failure) {
  public static final int FAILURE_MAX = 300;

  public DeadLetter {
    if (failure.length() > FAILURE_MAX) failure = failure.substring(0, FAILURE_MAX - 1) + "…";
  }
}
