/// Limits: pure counts over time, and the one list of limits ([io.parley.core.limit.Limit]).
package io.parley.core.limit;
