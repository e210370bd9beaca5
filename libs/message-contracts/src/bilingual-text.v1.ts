import { IsString } from 'class-validator';

/** One text for people in both languages of the platform. */
export class BilingualTextV1 {
  @IsString() en!: string;
  @IsString() fr!: string;
}
