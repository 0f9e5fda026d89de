/// Operators' endpoints, on a separate port that must not be public: health and readiness, metrics,
/// the state of the cluster. Labels come from small fixed sets; never an id, a name or a person's
/// word.
package io.parley.operations;
