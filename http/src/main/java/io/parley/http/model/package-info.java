/// The models that an organisation brings, and what they may cost; start at
/// [io.parley.http.model.OwnModelEndpoints] and [io.parley.http.model.OwnBudgetEndpoints].
package io.parley.http.model;
