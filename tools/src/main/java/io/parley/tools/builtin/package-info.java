/// The three tools that every agent has: searching the knowledge base, asking how an order or a
/// ticket stands, and opening a ticket. Start at [BuiltinTools].
///
/// This page is the one place that says what their results look like; models, the offline one
/// included, rely on it. Times are ISO 8601 in UTC, dates ISO 8601 in the shop's time zone, amounts
/// decimal strings. A field in brackets is left out when it is not known.
///
/// ```
/// kb.search       {"passages": [{"title", "ref", "score", "text"}, …]}          best first; none: []
/// fetch_status    {"kind": "order", "number", "found": false}                   not there, or not theirs
///                 {"kind": "order", "number", "found": true, "redacted", "order": {
///                    "status": "placed|paid|packed|shipped|delivered|cancelled|returned", "placedAt",
///                    ["carrier"], ["tracking"], ["expectedOn"], ["deliveredOn"], "late",
///                    ["total"], "currency", "items": [{"sku", "title", "quantity", "price"}, …]}}
///                 {"kind": "ticket", "number", "found": true, "ticket": {
///                    "subject", "status": "open|waiting|solved", "priority": "low|normal|high",
///                    "createdAt", "updatedAt", "note"}}
/// create_ticket   {"ticket": {"number", "subject", "status", "priority", "createdAt"}}
/// rejected        {"error", ["problems": ["/number: …", …]], "expected": schema or names of tools}
/// ```
///
/// `redacted` is true when the customer is not known, so that only where the order is may be told;
/// `late` when it is on its way and should have arrived before today.
package io.parley.tools.builtin;
