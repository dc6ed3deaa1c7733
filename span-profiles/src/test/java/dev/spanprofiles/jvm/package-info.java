/** Real JVMs with the real agent, which upload to a server of the test. */
package dev.spanprofiles.jvm;
