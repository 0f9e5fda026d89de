/// Chooses the model that answers, and its replacements. Start at [RoutedModel]: a
/// [io.parley.core.model.LanguageModel] made of several, tried in an order for each purpose.
///
/// Reading order: [RoutedModel]; `RoutedCall` (one call and its attempts, from start to end);
/// `Route`, `Provider`, `Endpoint` (which can be asked now: breaker, places, requested pauses);
/// `Permit` (the outcome of an attempt, and what it says about the endpoint); `PlaceWait` (calls of
/// organisations wait for places in fair order). [ModelsSettings] is section `parley.models`,
/// [RoutingListener] receives events.
///
/// Nothing here may wait on the caller's thread, hold a lock while it calls a model, or read any
/// text.
package io.parley.tools.model.routing;
