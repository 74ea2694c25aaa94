package dev.errand.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallersTest {

  private final Callers callers =
      new Callers(
          new ClaimMapping(
              "tenant",
              "scope",
              Map.of(Scope.READ, "r", Scope.WRITE, "w", Scope.ADMIN, "reports:admin")));

  @Test
  void tellsTokensWithoutASubjectApart() {
    Optional<String> one = id(Map.of("client_id", "one"));
    Optional<String> other = id(Map.of("client_id", "other"));

    assertThat(one).isPresent();
    assertThat(other).isPresent().isNotEqualTo(one);
  }

  @Test
  void takesATokenThatNamesNobodyForNobody() {
    assertThat(id(Map.of("scope", "reports:admin"))).isEmpty();
  }

  private Optional<String> id(Map<String, String> claims) {
    return callers
        .of(
            RequestContext.builder()
                .withAuthorizer(
                    Authorizer.builder()
                        .withJwt(Authorizer.JWT.builder().withClaims(claims).build())
                        .build())
                .build())
        .caller()
        .map(Caller::id);
  }
}
