/// Statistics of the response cache for agents. Start at [io.parley.http.cache.CacheEndpoints]. The
/// cached questions and answers themselves are shown to nobody.
package io.parley.http.cache;
