/// Models that organisations bring themselves, with keys of their own: [OwnModel] is one, and
/// [OwnModels] the port of their store.
package io.parley.core.model.own;
