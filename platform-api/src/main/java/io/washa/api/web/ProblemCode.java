package io.washa.api.web;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What can go wrong, by a code that never changes its meaning. The document lists all of them. */
public enum ProblemCode {
  /** The body cannot be read as what the call takes. */
  MALFORMED(HttpStatus.BAD_REQUEST, "The request cannot be read"),
  /** A parameter or header has a value that it cannot have. */
  PARAMETER_INVALID(HttpStatus.BAD_REQUEST, "A parameter is not valid"),
  /** No token, or none that counts. */
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "A valid access token is needed"),
  /** The person is nobody's staff. */
  NOT_STAFF(HttpStatus.FORBIDDEN, "Not a member of an ISP's staff"),
  /** The person acts for several ISPs, and the token does not say for which one. */
  SEVERAL_ORGANIZATIONS(HttpStatus.FORBIDDEN, "The token names more than one ISP"),
  /** The person's role does not allow this. */
  PERMISSION_MISSING(HttpStatus.FORBIDDEN, "Your role does not allow this"),
  /** There is no such thing, at least not for you. */
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
  /** The path is there, the method is not. */
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This method is not allowed here"),
  /** Nothing that the caller accepts can be given. */
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "None of the accepted media types can be given"),
  /** A prompt for the same service and plan is open. */
  PROMPT_OPEN(HttpStatus.CONFLICT, "A prompt for this is open already"),
  /** A request with the same idempotency key is being worked on. */
  REQUEST_IN_PROGRESS(HttpStatus.CONFLICT, "The same request is being worked on"),
  /** More bytes than any call needs. */
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  /** The body is of a type that the call does not take. */
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is of a type that is not taken"),
  /** Not a Kenyan mobile number. */
  PHONE_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "This is no Kenyan mobile number"),
  /** No such plan is on sale. */
  PLAN_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such plan on sale"),
  /** Nobody has this account number. */
  ACCOUNT_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT, "Nobody has this account number"),
  /** The phone number is nobody's, and nothing says what is paid for. */
  SERVICE_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such service"),
  /** Several services could be meant. */
  SERVICE_AMBIGUOUS(HttpStatus.UNPROCESSABLE_CONTENT, "Several services could be meant"),
  /** The plan is for another kind of connection. */
  PLAN_UNSUITABLE(HttpStatus.UNPROCESSABLE_CONTENT, "The plan is for another kind of connection"),
  /** The idempotency key was used for another request. */
  IDEMPOTENCY_KEY_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for another request"),
  /** Too many requests from an address or for a phone. */
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  /** Our fault. */
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
  /** The equipment at the service's site does not answer, so no money is asked for. */
  SITE_DOWN(HttpStatus.SERVICE_UNAVAILABLE, "The site is down just now"),
  /** The ISP cannot take payments. */
  PAYMENTS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "M-Pesa cannot be taken just now"),
  /** No room for another stream; ask again instead. */
  STREAMS_EXHAUSTED(HttpStatus.SERVICE_UNAVAILABLE, "Too many streams are open"),
  /** Whether a token counts cannot be found out now. */
  IDENTITY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Sign-in cannot be checked just now");

  private final HttpStatus status;
  private final String title;

  ProblemCode(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that it comes with. */
  public HttpStatus status() {
    return status;
  }

  /** What it means, in a few words of English. */
  public String title() {
    return title;
  }

  /** As answers write it: {@code prompt_open}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
