package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/// Translates errors of a server to problems.
///
/// @param address the server
record ShareErrors(ShareAddress address) {
  /// Serialization failure, deadlock, and rows that another transaction inserted or deleted
  /// meanwhile.
  private static final Set<String> PASSING = Set.of("40001", "40P01", "23503", "23505");

  private static final Set<String> LOGIN = Set.of("28P01", "28000");

  /// Too many connections, a server that starts or ends, or one that has ended the session of a
  /// computer that lost the network.
  private static final Set<String> UNREACHABLE =
      Set.of("53300", "57P01", "57P02", "57P03", "25P03", "25P04", "57P05");

  /// Returns whether repeating the transaction may succeed.
  static boolean isPassing(SQLException error) {
    return PASSING.contains(state(error));
  }

  /// Returns whether the connection is lost.
  static boolean isConnectionLost(SQLException error) {
    return PSQLState.isConnectionError(state(error)) || UNREACHABLE.contains(state(error));
  }

  private static String state(SQLException error) {
    return error.getSQLState() == null ? "" : error.getSQLState();
  }

  /// Returns the exception to throw for an error.
  AkinException translate(SQLException error) {
    return new AkinException(error, problem(error));
  }

  private Problem problem(SQLException error) {
    String server = address.server();
    String state = state(error);
    // A missing file is that of the certificate.
    if (hasCause(error, GeneralSecurityException.class)
        || hasCause(error, FileNotFoundException.class)
        || isHostName(error)) {
      return new Problem.ShareCertificate(server, detail(error));
    }
    if (error instanceof PSQLException failure
        && failure.getServerErrorMessage() == null
        && !hasCause(error, ConnectException.class)
        && state.equals(PSQLState.CONNECTION_REJECTED.getState())) {
      // The driver asked for encryption, and the server refused.
      return new Problem.ShareUnencrypted(server);
    }
    if (LOGIN.contains(state)) {
      return new Problem.SharePasswordWrong(server, address.user());
    }
    if (isConnectionLost(error)) {
      return new Problem.ShareUnreachable(server, detail(error));
    }
    return switch (state) {
      case "3D000", "3F000", "42P01" -> new Problem.ShareAbsent(server, address.database());
      case "42501" -> new Problem.ShareForbidden(server, address.user());
      case "53100" -> new Problem.ShareFull(server);
      case "25006" -> new Problem.ShareReadOnly(server);
      default -> new Problem.ShareFailed(server, detail(error));
    };
  }

  /// Returns whether the certificate is that of another host, which the driver reports without a
  /// cause.
  private static boolean isHostName(SQLException error) {
    return detail(error).contains("hostnameverifier")
        || detail(error).contains("HostnameVerifier")
        || detail(error).contains("verify the hostname");
  }

  private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String detail(SQLException error) {
    return String.valueOf(error.getMessage()).strip();
  }
}
