/// How refusals show: [io.parley.http.limit.Refusals] counts those of every limit
/// ([io.parley.core.limit.Limit]). The limits themselves are held where they are met: connections
/// in `connection`, wrong tokens in `token`, everything else in `io.parley.sessions.entry`.
package io.parley.http.limit;
