/** The starter's beans, and the starter in real applications. */
package dev.spanprofiles.spring;
