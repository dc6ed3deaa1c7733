package dev.spanprofiles.rideshare;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers of {@code application/problem+json} (RFC 9457) that all features share. */
@RestControllerAdvice
final class Problems {

  @ExceptionHandler
  ProblemDetail unknownName(UnknownNameException e) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
    problem.setProperty("known", e.known());
    return problem;
  }
}
