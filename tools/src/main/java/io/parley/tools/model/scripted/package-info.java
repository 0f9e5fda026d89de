/// Says what the configuration tells it to, in so many pieces and at such a pace: for load tests
/// and demonstrations. [ScriptedModel] is the door. It takes no thread of its own for a reply.
package io.parley.tools.model.scripted;
