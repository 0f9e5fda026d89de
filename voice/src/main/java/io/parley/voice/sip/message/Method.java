package io.parley.voice.sip.message;

/// The methods that have a meaning here. Any token is a method.
public final class Method {
  public static final String INVITE = "INVITE";
  public static final String ACK = "ACK";
  public static final String BYE = "BYE";
  public static final String CANCEL = "CANCEL";
  public static final String OPTIONS = "OPTIONS";
  public static final String REGISTER = "REGISTER";
  public static final String INFO = "INFO";
  public static final String PRACK = "PRACK";
  public static final String UPDATE = "UPDATE";
  public static final String REFER = "REFER";
  public static final String NOTIFY = "NOTIFY";

  private Method() {}
}
