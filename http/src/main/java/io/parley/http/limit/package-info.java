/// Metrics of refusals: [io.parley.http.limit.Refusals] counts them for every limit
/// ([io.parley.core.limit.Limit]). The limits themselves are enforced where they apply: connections
/// in `connection`, wrong tokens in `token`, everything else in `io.parley.sessions.entry`.
package io.parley.http.limit;
