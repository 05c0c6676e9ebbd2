// Asks the service of this machine whether it lives (/livez): exit 0 if it does, else 1. For the HEALTHCHECK of the image, so
// it starts quickly and needs nothing but the settings of the service.
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';

const { TAKT_HOST: host = '127.0.0.1', TAKT_PORT: port, TAKT_TLS_CERT: certificate } = process.env;
const everyAddress = { '0.0.0.0': '127.0.0.1', '::': '::1' };
const get = certificate ? getHttps : getHttp;
// The certificate is for the service's name, not for this address, and may be signed by itself: this asks for life, not for proof.
const target = {
  host: everyAddress[host] ?? host,
  port: port || 7420,
  path: '/livez',
  agent: false,
  rejectUnauthorized: false,
};
get(target, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1));
