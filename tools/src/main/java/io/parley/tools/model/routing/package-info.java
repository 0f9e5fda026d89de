/// Which model answers, and who does when it cannot. [RoutedModel] is the door: a
/// [io.parley.core.model.LanguageModel] made of several, tried in an order for each purpose.
///
/// Reading order: [RoutedModel]; `RoutedCall` (one call and its attempts, from start to end);
/// `Route`, `Provider`, `Endpoint` (who may be asked now: breaker, places, wishes to be left
/// alone); `Permit` (what became of an attempt, and what that says about the endpoint).
/// [ModelsSettings] is section `parley.models`, [RoutingListener] is told what happens.
///
/// Nothing here may wait on the caller's thread, hold a lock while it calls a model, or know a word
/// of what is said.
package io.parley.tools.model.routing;
