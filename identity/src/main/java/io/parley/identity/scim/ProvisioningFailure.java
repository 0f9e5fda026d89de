package io.parley.identity.scim;

/// Carries a refusal to the protocol. Not a failure of the program: it has no stack trace.
public final class ProvisioningFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProvisioningRefusal reason;

  public ProvisioningFailure(ProvisioningRefusal reason) {
    super(reason.detail(), null, false, false);
    this.reason = reason;
  }

  public ProvisioningRefusal reason() {
    return reason;
  }
}
