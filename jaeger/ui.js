// The UI of Jaeger: the value of pyroscope.profile.id is a link to the span's flame graph, in Grafana
// beside it. Its port stands for GRAFANA_PORT; docker-compose.yml puts the number in its place.
// Addresses that a span carries are links, too; Jaeger shows them as text.
//
// Jaeger pastes this file into its page as the replacement of a Go regular expression, which expands
// the dollar sign: there must be none here, and so no template literals.
function UIConfig() {
  // Uploads say when they began and ended, not when a sample was: look around the span.
  var MARGIN_MILLIS = 60 * 1000;

  function flameGraph(span) {
    var start = Math.floor(span.startTime / 1000); // from microseconds
    var end = Math.ceil((span.startTime + span.duration) / 1000);
    var panes = {
      span: {
        datasource: 'pyroscope',
        queries: [
          {
            refId: 'A',
            datasource: { type: 'grafana-pyroscope-datasource', uid: 'pyroscope' },
            queryType: 'profile',
            profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
            // A link learns the tags of its span and process, and the service's name is not among them.
            labelSelector: '{}',
            groupBy: [],
            spanSelector: [span['pyroscope.profile.id']],
          },
        ],
        range: { from: String(start - MARGIN_MILLIS), to: String(end + MARGIN_MILLIS) },
      },
    };
    return (
      window.location.protocol +
      '//' +
      window.location.hostname +
      ':GRAFANA_PORT/explore?schemaVersion=1&orgId=1&panes=' +
      encodeURIComponent(JSON.stringify(panes))
    );
  }

  // As it is; a link to a script would run it.
  function addressIn(key) {
    return {
      parameters: [key],
      template: function (span) {
        return /^https?:/.test(span[key]) ? span[key] : '#';
      },
    };
  }

  return {
    linkPatterns: [
      {
        type: 'tags',
        key: 'pyroscope.profile.id',
        // A URL as text would go through encodeURIComponent and could not compute a time.
        url: { parameters: ['pyroscope.profile.id', 'startTime', 'duration'], template: flameGraph },
        text: 'The flame graph of this span',
      },
      {
        type: 'tags',
        key: 'pyroscope.profile.url',
        url: addressIn('pyroscope.profile.url'),
        text: 'The flame graph of this span',
      },
      {
        type: 'tags',
        key: 'pyroscope.profile.baseline.url',
        url: addressIn('pyroscope.profile.baseline.url'),
        text: 'This span beside others of its kind',
      },
    ],
  };
}
