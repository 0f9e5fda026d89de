package io.parley.http.problem;

/// Whether the same request, unchanged, may succeed later.
enum Again {
  NO,
  LATER
}
