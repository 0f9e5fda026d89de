/// Models that organisations bring, before those of the installation. Start at
/// [io.parley.tools.model.own.OrganisationModels]; [io.parley.tools.model.own.OpenModels] are those
/// of one organisation that are in use on this node.
package io.parley.tools.model.own;
