/// What is refused because there is too much of it. [io.parley.http.limit.Limit] is the one list of
/// limits, [io.parley.http.limit.Refusals] counts who met one and says when to come back. The
/// limits themselves are held where they are met: connections in `connection`, wrong tokens in
/// `token`, everything else in `session`.
package io.parley.http.limit;
