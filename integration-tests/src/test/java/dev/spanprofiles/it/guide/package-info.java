/** docs/your-own-service.md, followed word by word by somebody who has only the repository. */
package dev.spanprofiles.it.guide;
