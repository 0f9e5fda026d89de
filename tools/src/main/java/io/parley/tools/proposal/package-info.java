/// Answers that a model proposes for questions that were not answered. A person edits and publishes
/// them. Start at [io.parley.tools.proposal.ModelProposals].
package io.parley.tools.proposal;
