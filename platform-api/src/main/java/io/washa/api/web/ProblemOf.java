package io.washa.api.web;

import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;

/** Finds the problem behind an exception or a bare status. */
final class ProblemOf {
  private ProblemOf() {}

  static Problem exception(Throwable failure) {
    if (has(failure, BodyLimit.TooLarge.class)) {
      return Problem.of(ProblemCode.BODY_TOO_LARGE);
    }
    if (failure instanceof HttpMessageNotReadableException) {
      return Problem.of(ProblemCode.MALFORMED, "The body is not the JSON that this call takes.");
    }
    if (failure instanceof TypeMismatchException mismatch) {
      return Problem.of(
          ProblemCode.PARAMETER_INVALID,
          "The value of " + mismatch.getPropertyName() + " is not valid.");
    }
    if (failure instanceof ErrorResponse answer) {
      Problem problem = status(answer.getStatusCode());
      for (String name : answer.getHeaders().headerNames()) {
        problem = problem.header(name, String.join(", ", answer.getHeaders().getOrEmpty(name)));
      }
      return problem;
    }
    return Problem.of(ProblemCode.INTERNAL);
  }

  static Problem status(HttpStatusCode status) {
    return Problem.of(
        switch (status.value()) {
          case 401 -> ProblemCode.UNAUTHORIZED;
          case 403 -> ProblemCode.PERMISSION_MISSING;
          case 404 -> ProblemCode.NOT_FOUND;
          case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
          case 406 -> ProblemCode.NOT_ACCEPTABLE;
          case 413 -> ProblemCode.BODY_TOO_LARGE;
          case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
          default -> status.is4xxClientError() ? ProblemCode.MALFORMED : ProblemCode.INTERNAL;
        });
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (kind.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
