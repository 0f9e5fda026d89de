package io.parley.server.e2e;

/// Where telephones call.
record SipAddress(String host, int port) {
  /// @param text `sip:host:port`
  static SipAddress of(String text) {
    int colon = text.lastIndexOf(':');
    return new SipAddress(
        text.substring("sip:".length(), colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /// Of a number there.
  String uri(String number) {
    return "sip:" + number + "@" + this;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
