/// Models that organisations bring themselves, with keys and budgets of their own: [OwnModel] is
/// one, [OwnSet] all of an organisation, which says what answers a call, and [OwnModels] and
/// [OwnBudgets] are the ports of their stores.
package io.parley.core.model.own;
