/// The program's own templates, one file for each kind and language. Start at
/// [io.parley.mail.template.BundledTemplates]. [io.parley.mail.template.OwnFirst] puts those that
/// an organisation wrote before them.
package io.parley.mail.template;
